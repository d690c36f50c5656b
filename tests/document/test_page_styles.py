"""A page style is one entry: whatever a standard decides stands in it, and nobody else asks for it by its name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from support.reports import county
from xlsreport import build_document
from xlsreport.definition.paper_sizes import PageStyleName, paper_of
from xlsreport.document import page_styles
from xlsreport.document.content import report_builder
from xlsreport.document.content.model import PrintedTable
from xlsreport.document.page_styles.named_page_styles import page_style_named
from xlsreport.document.page_styles.page_style import Paper, TitleBreaking
from xlsreport.messages import LANGUAGES

SOURCE = Path(next(iter(page_styles.__path__))).parents[1]
NAMES = get_args(PageStyleName)


@pytest.mark.parametrize("name", NAMES)
def test_every_page_style_numbers_headings_in_every_language(name: PageStyleName) -> None:
    assert page_style_named(name).levels.keys() >= set(LANGUAGES)


def test_no_other_module_asks_for_a_page_style_by_its_name() -> None:
    at_home = {"document/page_styles", "definition"}
    asking = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if '"gb-t-9704"' in path.read_text(encoding="utf-8")
    }
    assert {path for path in asking if not any(path.startswith(home) for home in at_home)} == set()


@pytest.mark.parametrize("name", NAMES)
def test_sheets_are_printed_on_the_paper_of_the_report(name: PageStyleName) -> None:
    assert paper_of(name).width == pytest.approx(page_style_named(name).page.width / 25.4 * 72, abs=1)


def test_a_report_is_laid_out_by_its_page_style(monkeypatch: pytest.MonkeyPatch) -> None:
    """The width of tables, and how a title is broken, follow the entry and no constant beside it."""
    narrow = replace(
        page_style_named("plain"),
        page=Paper(width=148, height=210, top=20, right=20, bottom=20, left=20, number_below=7),
        title_breaking=TitleBreaking(4),
    )
    monkeypatch.setattr(report_builder, "page_style_named", lambda _: narrow)
    document = build_document(county())
    tables = [part for part in document.parts if isinstance(part, PrintedTable)]
    assert [sum(table.columns) for table in tables] == pytest.approx(
        [(170 if table.landscape else 108) / 25.4 * 72 for table in tables]
    )
    assert not tables[0].landscape
    assert document.title_lines[0] == county().agency, "no place in a name is looked for where none may be broken"
