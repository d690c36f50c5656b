"""The lines of a list from a table of another program: its columns found, and its values read."""
