"""What the rule language says, as formulas: expressions, conditions, and counts of entries."""
