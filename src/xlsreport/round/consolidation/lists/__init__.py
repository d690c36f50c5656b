"""The lists of a consolidation: lines joined, made one where they are the same, traced, and those without room."""
