"""Moves what a filled workbook states into another edition, or a changed version, of its form."""
