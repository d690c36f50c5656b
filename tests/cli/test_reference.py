"""Every command is documented in every language, and the reference is what the commands say."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlsreport.cli.command_reference import PAGES, cli_reference
from xlsreport.cli.group import COMMANDS
from xlsreport.messages import LANGUAGES

DOCS = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_is_current(language: str) -> None:
    assert (DOCS / PAGES[language]).read_text(encoding="utf-8") == cli_reference(language), (
        "run: python -m xlsreport.cli.command_reference docs/reference"
    )


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_stands_in_the_reference(name: str, language: str) -> None:
    assert f"\n## {name}\n" in (DOCS / PAGES[language]).read_text(encoding="utf-8")
