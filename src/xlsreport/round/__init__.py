"""REMEMBER: one collection, from the roster of agencies to what they add up to."""
