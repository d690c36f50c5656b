"""What was done to a file besides filling it in, as far as reading the file alone shows it."""
