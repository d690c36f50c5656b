"""LABELS → WHAT THEY MEAN: the words of a definition, and how like to them a printed text is."""
