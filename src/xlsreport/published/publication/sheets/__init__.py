"""Spreadsheets of other forms: each sheet that is shown becomes a table, its cells as they are seen."""
