"""What a workbook is to hold, as a list of calls that write it, and what all workbooks of a definition share."""
