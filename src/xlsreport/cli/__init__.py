"""The command ``xlsreport``: each subcommand parses, calls one function, prints, and sets the exit code."""

from xlsreport.cli.group import main

__all__ = ["main"]
