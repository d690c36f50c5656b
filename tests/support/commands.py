"""Runs the command as tests need it: what it says, and that nothing ever ends in a traceback."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from xlsreport.cli.group import main

WHOLE_ROUND = ("status", "distribute", "collect")
"""Commands that open a round and its ledger."""


@dataclass(frozen=True)
class Said:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str


def run(command: str, round_: Path, *arguments: Path | str, language: str = "zh-CN") -> Said:
    """Run a command on a round; an exception that it lets through is raised."""
    runner = CliRunner(env={"XLSREPORT_LANG": language})
    result = runner.invoke(main, [command, "--round", str(round_), *map(str, arguments)], catch_exceptions=False)
    return Said(result.exit_code, result.stdout, result.stderr)


def refusal(command: str, round_: Path, *arguments: Path | str) -> str:
    """The one sentence with which a command refuses to do anything."""
    said = run(command, round_, *arguments)
    assert (said.code, said.out) == (2, ""), said
    (sentence,) = said.err.splitlines()
    return sentence
