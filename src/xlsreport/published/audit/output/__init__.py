"""An audit as a workbook, a web page, JSON and lines for a terminal."""
