"""OUT: the locked workbook, from definition, layout and submission."""
