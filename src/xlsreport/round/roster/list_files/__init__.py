"""Reads a list of agencies from the formats in which offices keep one: Excel, OpenDocument, WPS, CSV."""
