"""Findings about paragraphs: blank or pasted ones, what they must mention, and what they repeat."""
