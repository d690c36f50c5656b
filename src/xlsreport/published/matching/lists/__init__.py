"""Lists, whose lines the reporter adds, as they are printed: found by their headings, and read line by line."""
