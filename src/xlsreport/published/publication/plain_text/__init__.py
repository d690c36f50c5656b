"""PLAIN TEXT → PUBLICATION: paragraphs, and tables by "|", tabs or columns of blanks."""
