"""The parts of a workbook's file: unpacked under limits, and listed."""
