"""What the project asks of a spreadsheet file, whatever its format: the seam between ``submission/`` and ``xlsx/``."""
