"""The only room that calls XlsxWriter: it turns the draft of a workbook into the bytes of a file."""
