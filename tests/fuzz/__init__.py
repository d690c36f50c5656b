"""Mutated workbooks, and what must hold for each."""
