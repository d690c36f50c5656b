"""Whose workbook it is: the stamp, its signature, and the lines that the office itself wrote into it."""
