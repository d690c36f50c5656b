"""Rewrites the golden parts of the small workbook; look at the difference before you commit it."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

TESTS = Path(__file__).parents[1]
GOLDEN = Path(__file__).with_name("golden")
PINNED = ("xl/workbook.xml", "xl/styles.xml", "xl/worksheets/")
"""The parts whose every element we decide; shared strings and relations follow from them."""


def pretty_parts(data: bytes) -> dict[str, str]:
    """The pinned parts of a workbook, an element a line and texts in their cells, by file name."""
    with ZipFile(BytesIO(data)) as archive:
        texts = [text_of(item) for item in etree.fromstring(archive.read("xl/sharedStrings.xml"))]
        names = [name for name in archive.namelist() if name.startswith(PINNED) and name.endswith(".xml")]
        return {name.replace("/", "."): _pretty(archive.read(name), texts) for name in names}


def text_of(item: etree._Element) -> str:
    """The text of a shared string."""
    return "".join(str(text) for text in item.itertext())


def _pretty(data: bytes, texts: list[str]) -> str:
    root = etree.fromstring(data)
    for cell in root.iter("{*}c"):
        value = cell.find("{*}v")
        if cell.get("t") == "s" and value is not None:
            # So that a new text does not renumber all others.
            value.text = texts[int(value.text or 0)]
    etree.indent(root)
    return etree.tostring(root, encoding="unicode") + "\n"


def golden_workbook() -> bytes:
    """The workbook that is pinned: the smallest that has figures, a total, a rule, a text and a nil return."""
    from xlsreport import load_definition, new_submission, workbook_bytes

    definition = load_definition(GOLDEN / "definition.yaml")
    previous = dict.fromkeys(definition.previous_places, 4)
    entries = {"visits.first.adults": 3, "visits.first.children": 5, "opinion": ["All went well."]}
    return workbook_bytes(new_submission(definition, agency="Museum", year=2025, entries=entries, previous=previous))


def main() -> None:
    """Write every part anew."""
    for old in GOLDEN.glob("*.xml"):
        old.unlink()
    for name, text in pretty_parts(golden_workbook()).items():
        (GOLDEN / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(TESTS.parent / "src"))
    main()
