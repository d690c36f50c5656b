"""LETTERS AND LINES → TABLES: by ruling lines, or by what stands below each other."""
