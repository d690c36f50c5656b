"""Unpacks archives of all kinds and mails, at any depth and under limits."""
