"""Reads the roster that an office keeps in a workbook or as CSV, with every mistake by its line."""

from __future__ import annotations

from pathlib import Path

from xlsreport.errors import RosterError
from xlsreport.messages import Messages
from xlsreport.round.roster.agencies import Roster
from xlsreport.round.roster.roster_reading import read_roster

__all__ = ["RosterError", "load_roster"]


def load_roster(path: Path, messages: Messages, *, encoding: str = "") -> Roster:
    """Read a roster; see :func:`read_roster` for what else there is to say about it.

    Raises:
        RosterError: the file cannot be read, or lines of it have mistakes; it lists them by line.
    """
    return read_roster(path, messages, encoding=encoding).roster
