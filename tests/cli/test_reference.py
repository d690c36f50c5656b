"""Every command is documented, with an example, and the reference is what the commands say."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from xlsreport.cli.group import COMMANDS, main
from xlsreport.cli.reference import cli_reference

REFERENCE = Path(__file__).parents[2] / "docs" / "cli.md"


def command(name: str) -> click.Command:
    found = main.get_command(click.Context(main), name)
    assert found is not None
    return found


def test_the_reference_is_current() -> None:
    assert REFERENCE.read_text(encoding="utf-8") == cli_reference(), (
        "run: python -m xlsreport.cli.reference > docs/cli.md"
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help_and_the_command_an_example(name: str) -> None:
    found = command(name)
    assert found.help
    assert found.epilog is not None
    assert found.epilog.startswith(f"Example: xlsreport {name}")
    for parameter in found.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts}"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_reference(name: str) -> None:
    assert f"\n## {name}\n" in REFERENCE.read_text(encoding="utf-8")
