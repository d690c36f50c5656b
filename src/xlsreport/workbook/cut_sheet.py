"""The part of a sheet that was written, cut where its cells have contents, and filled with those of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from xlsreport.workbook.book import Call, Fixed, Sheet, Write
from xlsreport.workbook.package import BLANK, CELL, HEADER, string_cell
from xlsreport.workbook.pieces import Pieces, key_of


class Strings:
    """The shared strings of a workbook: a text has the number of its first use."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.count = 0

    def cell(self, text: str) -> str:
        """What a cell has that holds the text."""
        self.count += 1
        return string_cell(self.numbers.setdefault(text, len(self.numbers)))


class CutSheet:
    """The part of a sheet in pieces, each between two contents.

    Raises:
        KeyError: a cell is not where a call has put it.
        ValueError: a cell is written twice, and not the same way in every workbook.
    """

    def __init__(self, sheet: Sheet, part: str) -> None:
        cells = list(CELL.finditer(part))
        ends = [0, *(cell.end() for cell in cells)]
        self.pieces = [part[end : cell.end("head")] for end, cell in zip(ends, cells, strict=False)]
        self.foot = part[ends[-1] :]
        self.contents = [cell["kind"] + cell["formula"] + cell["rest"] for cell in cells]
        self.formulas = [cell["formula"] for cell in cells]
        self.calls = sheet.calls
        spots = {cell["address"]: spot for spot, cell in enumerate(cells)}
        self._spots = [spots[call.cell.a1] if isinstance(call, Write) else -1 for call in sheet.calls]
        self._texts = [_texts(call, spots) if isinstance(call, Fixed) else [] for call in sheet.calls]
        written = Counter(call.cell for call in sheet.every_call() if isinstance(call, Write))
        if any(written[call.cell] > 1 for call in sheet.calls if isinstance(call, Write)):
            raise ValueError(sheet.name)

    def filled(self, calls: Sequence[Call], strings: Strings) -> FilledSheet:
        """The part with the contents that the calls of a like sheet write."""
        contents, waiting, header = self.contents.copy(), {}, None
        for call, old, spot, texts in zip(calls, self.calls, self._spots, self._texts, strict=True):
            if isinstance(call, Fixed):
                for place, text in texts:
                    contents[place] = strings.cell(text)
            elif not isinstance(call, Write):
                header = call.arguments[0] if call.method == "set_header" else header
            elif call.method == "write_string":
                contents[spot] = strings.cell(str(call.content))
            elif call.method == "write_blank":
                contents[spot] = BLANK
            elif not isinstance(old, Write) or key_of(call) != key_of(old):
                waiting[spot] = call
        return FilledSheet(self, contents, waiting, header)


def _texts(fixed: Fixed, spots: Mapping[str, int]) -> list[tuple[int, str]]:
    """The texts that some calls write, and where."""
    texts = {"write_string": "content", "write_url": "result"}
    writes = (call for call in fixed.calls if isinstance(call, Write) and call.method in texts)
    return [(spots[call.cell.a1], getattr(call, texts[call.method])) for call in writes]


@dataclass
class FilledSheet:
    """A sheet with other contents; ``waiting`` are calls whose pieces XlsxWriter has still to write."""

    cut: CutSheet
    contents: list[str]
    waiting: Mapping[int, Write]
    header: str | None

    def part(self, pieces: Pieces) -> str:
        """The sheet's part."""
        for spot, call in self.waiting.items():
            kind, rest = pieces.cells[key_of(call)]
            formula = self.cut.formulas[spot] if call.method == "write_formula" else ""
            self.contents[spot] = kind + formula + rest
        foot = self.cut.foot
        if self.header is not None:
            line = pieces.headers[self.header]
            foot = HEADER.sub(lambda _: line, foot)
        return "".join(chain.from_iterable(zip(self.cut.pieces, self.contents, strict=True))) + foot
