"""FILE → CELLS: what a workbook's file holds, and how it shows it."""
