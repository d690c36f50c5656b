"""WAS IT ALTERED? Compares a workbook that came back with the one that its definition writes. For .xlsx only."""
