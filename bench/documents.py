"""Times a whole Word report beside the same content through docxtpl, by turns in one run.

Usage: ``python bench/documents.py [--repeat 30] [WORKBOOK.xlsx]``. The template is what somebody would prepare for this
form who knows docxtpl well: the tables stand in it ready drawn, with the same styles and merged cells and a name in
each cell for its figure, and paragraphs come from loops. Drawing the tables by docxtpl's own loops or as subdocuments
takes it longer. The summary is a Markdown table; the exit code is 1 where the texts differ, or docxtpl takes less than
five times as long.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import Any

import docx
from docxtpl import DocxTemplate

from xlsreport import Document, Submission, build_document, read_workbook, render
from xlsreport.document.content.model import Paragraph, Part, PrintedTable

_SAMPLE = Path(__file__).parents[1] / "samples" / "shuyang-2025" / "workbook.xlsx"
_LEAST = 5.0


def main() -> int:
    """Run, print the summary, and say by the exit code whether texts agree and the aim is met."""
    parser = argparse.ArgumentParser(description="Times a whole Word report beside docxtpl.")
    parser.add_argument("workbook", nargs="?", type=Path, default=_SAMPLE)
    parser.add_argument("--repeat", type=int, default=30, help="(%(default)s)")
    chosen = parser.parse_args()
    ways = list(_ways(read_workbook(chosen.workbook)))
    made = [way.write() for way in ways]
    for _ in range(chosen.repeat):
        for way in ways:
            way.timed()
    _print(ways)
    texts = [list(_texts(data)) for data in made]
    agree = all(one == texts[0] for one in texts)
    print(f"the same {len(texts[0])} texts in all: {agree}", file=sys.stderr)
    return 0 if agree and min(ways[-1].seconds) >= _LEAST * min(ways[0].seconds) else 1


@dataclass
class Way:
    """One way to make the report, and the processor's seconds that each turn took, whoever else used the machine."""

    name: str
    write: Callable[[], bytes]
    seconds: list[float] = field(default_factory=list)

    def timed(self) -> None:
        """Make it once more."""
        began = time.process_time()
        self.write()
        self.seconds.append(time.process_time() - began)


def _ways(submission: Submission) -> Iterator[Way]:
    document = build_document(submission)
    yield Way("xlsreport, from the submission", lambda: render(build_document(submission), "docx"))
    yield Way("xlsreport, from the built document", lambda: render(document, "docx"))
    template = render(_template(document), "docx")
    context = _context(document)
    yield Way("docxtpl, from the same values", lambda: _by_docxtpl(template, context))


def _by_docxtpl(template: bytes, context: Mapping[str, Any]) -> bytes:
    document, stream = DocxTemplate(io.BytesIO(template)), io.BytesIO()
    document.render(context, autoescape=True)
    document.save(stream)
    return stream.getvalue()


def _groups(parts: Sequence[Part]) -> Iterator[tuple[bool, list[Part]]]:
    """The parts with those together that stand in one loop of the template."""
    for is_text, group in groupby(parts, lambda part: isinstance(part, Paragraph)):
        yield is_text, list(group)


def _template(document: Document) -> Document:
    parts: list[Part] = []
    for number, (is_text, group) in enumerate(_groups(document.parts)):
        if is_text:
            lead = "{{ p.lead }}"
            parts.append(Paragraph(f"{{%p for p in texts[{number}] %}}"))
            parts.append(Paragraph(lead + "{{ p.rest }}", 2, len(lead)))
            parts.append(Paragraph("{%p endfor %}"))
        else:
            parts += [_named(part) if isinstance(part, PrintedTable) else part for part in group]
    return replace(document, parts=parts)


def _named(table: PrintedTable) -> PrintedTable:
    """The table with the names of its figures instead of the figures."""
    cells = (replace(cell, text=f"{{{{ figures['{cell.place}'] }}}}") if cell.place else cell for cell in table.cells)
    return replace(table, cells=tuple(cells))


def _context(document: Document) -> dict[str, Any]:
    texts = {
        number: [
            {"lead": part.text[: part.lead], "rest": part.text[part.lead :]}
            for part in group
            if isinstance(part, Paragraph)
        ]
        for number, (is_text, group) in enumerate(_groups(document.parts))
        if is_text
    }
    tables = (part for part in document.parts if isinstance(part, PrintedTable))
    return {
        "texts": texts,
        "figures": {cell.place: cell.text for table in tables for cell in table.cells if cell.place},
    }


def _texts(data: bytes) -> Iterator[str]:
    """Every paragraph, those of cells among them, in the order of the file."""
    word = docx.Document(io.BytesIO(data))
    for paragraph in word.element.body.iter("{*}p"):
        yield "".join(paragraph.itertext("{*}t"))


def _print(ways: Sequence[Way]) -> None:
    least = min(ways[0].seconds)
    print("| | ms, least | median | times as long |\n|---|--:|--:|--:|")
    for way in ways:
        times = min(way.seconds) / least
        print(f"| {way.name} | {min(way.seconds) * 1000:.1f} | {median(way.seconds) * 1000:.1f} | {times:.1f} |")


if __name__ == "__main__":
    sys.exit(main())
