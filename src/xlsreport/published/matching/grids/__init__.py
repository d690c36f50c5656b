"""TABLE → ROWS AND COLUMNS: which printed rows and columns are those of the form."""
