"""YAML text to a tree of keys and values that knows its lines and columns."""
