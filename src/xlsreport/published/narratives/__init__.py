"""PUBLICATION → TEXTS: the paragraphs of each section, the agency and the period."""
