"""Tells why a number of a text was compared, or was not."""
