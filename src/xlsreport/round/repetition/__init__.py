"""Whose text repeats another's, or last year's own: for the office alone, since it names agencies to each other."""
