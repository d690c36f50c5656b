"""Paragraphs as the report prints them: without headings and page numbers that were pasted along."""
