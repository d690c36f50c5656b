"""The list of agencies that an office keeps, however it keeps it: read, looked through, and told as it was read."""
