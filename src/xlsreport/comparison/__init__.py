"""Compares two submissions, or two definitions, and says in the words of the form what differs."""
