"""The phrases of a definition as regular expressions, compiled when they are first needed."""
