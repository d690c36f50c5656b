"""PUBLICATION → FIGURES: labels lead to places, never positions alone."""
