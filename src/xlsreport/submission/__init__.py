"""IN: what a reporter stated, read from a workbook or taken from an entries file."""
