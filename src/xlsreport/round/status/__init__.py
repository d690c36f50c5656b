"""The status of a round, as terminal lines, JSON, a workbook and a web page."""
