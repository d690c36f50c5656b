"""A form with a table that no page holds: groups within groups, one of them of more rows than a page has."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xlsreport import Definition, Submission, load_definition, new_submission
from xlsreport.document.content.model import MAX_GROUP_ROWS

GROUPS: Mapping[str, int] = {"农": 5, "工": 40, "商": 7, "运": 20}
"""The groups within the one that is beside all rows but the last, and how many rows each has."""
_SIGNS: Mapping[str, str] = {"农": "甲", "工": "乙", "商": "丙", "运": "丁"}
"""How their rows are called, so that a label is nowhere else on a page."""
_ALL = "境"
"""What stands beside all groups."""


@cache
def large_definition() -> Definition:
    """The form; every label is printed once in it, but for those that are repeated on a further page."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "large.yaml"
        path.write_text(json.dumps(_declared(), ensure_ascii=False), encoding="utf-8")
        return load_definition(path)


def large_submission(lines: int = 0) -> Submission:
    """Every figure another; with so many lines of text before the table."""
    definition = large_definition()
    places = (place for place, facts in definition.places.items() if not facts.computed)
    entries: dict[str, Any] = {str(place): 1000 + number for number, place in enumerate(places)}
    entries["summary"] = ["说明。"] * max(1, lines)
    return new_submission(definition, agency="示例县", year=2025, entries=entries)


def _declared() -> dict[str, Any]:
    groups = [
        {
            "label": label,
            "rows": [{"id": f"g{number}r{row}", "label": _row(label, row)} for row in range(count)],
        }
        for number, (label, count) in enumerate(GROUPS.items())
    ]
    table = {
        "id": "large",
        "stub": "行业",
        "columns": [{"label": "单位数", "columns": [{"id": "a", "label": "年初"}, {"id": "b", "label": "年末"}]}],
        "rows": [{"label": _ALL, "rows": groups}, {"id": "last", "label": "未分类"}],
    }
    return {
        "id": "large-return",
        "edition": "1",
        "language": "zh-CN",
        "page_style": "gb-t-9704",
        "name": "大表",
        "title": "{agency}{year}年行业报告",
        "period": {"label": "期间", "text": "{year}年"},
        "sections": [
            {"id": "summary", "heading": "一、说明", "sheet": "说明", "narrative": {}},
            {"id": "figures", "heading": "二、数据", "sheet": "数据", "tables": [table]},
            {"id": "remarks", "heading": "三、备注", "sheet": "备注", "narrative": {"when_blank": "nothing"}},
        ],
    }


def expect_parts(pages: Sequence[str], drawn: Sequence[str] | None = None) -> None:
    """Of each page's text: the table begins a page, and each of its pages has headings and labels of its own.

    Args:
        pages: their texts, without blanks.
        drawn: the same in the order in which they are drawn, where a label between two rows does not part them.
    """
    rows_of = dict(zip(pages, pages if drawn is None else drawn, strict=True))
    holding = [page for page in pages if "单位数" in page]
    assert len(holding) >= 3
    assert holding[0].startswith("二、数据"), "it begins a page, with its heading"
    assert sum(page.count("三、备注") for page in pages) == 1
    for page in holding:
        assert page.count("年初") == page.count("年末") == 1
        assert page.count(_ALL) == 1, "the outer label stands on each page"
        for label, count in GROUPS.items():
            rows = [row for row in range(count) if _row(label, row) in rows_of[page]]
            assert page.count(label) == bool(rows), f"{label} stands beside its rows, and nowhere else"
            assert rows == ([*range(rows[0], rows[-1] + 1)] if rows else [])
            assert count > MAX_GROUP_ROWS or len(rows) in (0, count), f"{label} is torn apart"
    last = [_row(label, row) in rows_of[holding[-1]] for label, count in GROUPS.items() for row in range(count)]
    assert sum(last) >= 2


def _row(label: str, row: int) -> str:
    return f"{_SIGNS[label]}{row}类"
