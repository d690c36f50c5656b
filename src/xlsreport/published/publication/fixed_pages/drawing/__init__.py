"""PAGE → LETTERS AND LINES: what a page draws, turned so that its text runs from left to right."""
