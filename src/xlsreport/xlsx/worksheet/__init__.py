"""One sheet: its rows as a stream, what surrounds them as a tree, and the values of its cells."""
