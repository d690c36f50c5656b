"""Subcommands for reports that are already published."""
