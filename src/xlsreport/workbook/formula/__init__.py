"""The formulas of a workbook, each with its present value: translated expressions, check lines, marks and links."""
