"""The parts of a small workbook, pinned whole: what changes in them is seen before it is released."""

from __future__ import annotations

from workbook.regenerate_golden import GOLDEN, golden_workbook, pretty_parts


def test_the_parts_of_the_small_workbook_are_as_they_were() -> None:
    """Where the change is meant: ``python tests/workbook/regenerate_golden.py``, and look at the difference."""
    parts = pretty_parts(golden_workbook())
    assert sorted(parts) == sorted(path.name for path in GOLDEN.glob("*.xml"))
    changed = [name for name, text in parts.items() if (GOLDEN / name).read_text(encoding="utf-8") != text]
    assert changed == []
