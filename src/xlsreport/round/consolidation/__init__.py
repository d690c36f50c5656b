"""Adds up the reports of many agencies, with every figure traceable to the cells that it comes from."""
