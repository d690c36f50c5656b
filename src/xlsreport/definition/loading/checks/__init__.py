"""Mistakes in a declaration, each with where it stands, before its names are bound."""
