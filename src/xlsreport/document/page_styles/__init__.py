"""How a document is set on paper: one entry for each page style that a definition may name."""
