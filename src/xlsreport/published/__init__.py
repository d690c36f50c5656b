"""Reads published reports back: a web page, Word file, PDF or text becomes a submission again.

``publication/`` FILE → PUBLICATION: paragraphs and tables as they are printed, whatever the format.
``matching/`` PUBLICATION → FIGURES: labels lead to places, and what is not certain is left blank and named.
``narratives/`` PUBLICATION → TEXTS: the paragraphs of each section, and who reports about which year.
``audit/`` looks at many published reports at once.
"""
