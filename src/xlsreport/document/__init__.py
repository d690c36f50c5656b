"""SHOW: the report without a format, and one renderer for each format."""
