"""OUT: the locked workbook, from definition, layout and what is already known."""
