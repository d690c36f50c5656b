"""Compares figures in paragraphs with the tables. A sentence that can be read in several ways is passed over."""
