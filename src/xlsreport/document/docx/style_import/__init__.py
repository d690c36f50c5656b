"""Imports styles and page set-up from an untrusted Word document, without personal data."""
