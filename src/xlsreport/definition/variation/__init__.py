"""What of a form bodies of some kind are asked for: the parts that are for them, and what follows for rules."""
