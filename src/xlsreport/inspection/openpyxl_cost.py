"""Estimates whether openpyxl would need too much time or memory for a workbook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from contextlib import suppress

from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.safe_xml import Attributes, parse_stream, xml_parser

_MAX_BYTES = 9_000_000
"""Unpacked size of a workbook. The Chinese form has a third of a million, the largest shipped form, with 6,956 figures,
6.0 as written and 8.4 once LibreOffice has saved it in an old format and again. openpyxl needs about fifty times the
size."""
_MAX_REFERENCES = 200_000
"""Characters of references to areas and of definitions of names, which openpyxl parses slowly."""
_MAX_NAME = 1_000
"""Characters of the definition of a name; openpyxl's pattern for print titles takes quadratic time."""
_MAX_TRANSLATED = 2_000_000
"""Characters of shared formulas, counted for each cell that shares one, since openpyxl expands them."""
_MAX_MERGED = 5_000


def is_costly(parts: Collection[bytes]) -> bool:
    """Whether a workbook of these parts should not be given to openpyxl."""
    if sum(map(len, parts)) > _MAX_BYTES:
        return True
    counted = _CostCounter()
    for part in parts:
        with suppress(InvalidFileError):  # openpyxl cannot read the rest of it either
            counted.take(part)
    return counted.are_many


class _CostCounter:
    """Counts what is slow in openpyxl: merged areas, references to areas, lengths of names and of shared formulas."""

    def __init__(self) -> None:
        self._merged = self._references = 0
        self._names: list[int] = []
        self._parts = 0
        self._formulas: dict[tuple[int, str], list[int]] = defaultdict(list)
        self._within: list[int] | None = None

    def take(self, part: bytes) -> None:
        """Count what is in one more part.

        Raises:
            InvalidFileError: it is no XML from some place on.
        """
        self._within = None
        self._parts += 1
        parser = xml_parser(is_strict=False)
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parse_stream(parser, part)

    @property
    def are_many(self) -> bool:
        """Whether it is more than any report has."""
        return (
            self._merged > _MAX_MERGED
            or sum(max(texts) * len(texts) for texts in self._formulas.values()) > _MAX_TRANSLATED
            or self._references + sum(self._names) > _MAX_REFERENCES
            or max(self._names, default=0) > _MAX_NAME
        )

    def _start(self, name: str, attributes: Attributes) -> None:
        local = name.rpartition(" ")[2]
        self._merged += local == "mergeCell"
        self._references += len(attributes.get("sqref", ""))
        self._within = None
        if local == "definedName":
            self._within = self._names
        elif local == "f" and attributes.get("t") == "shared":
            # Of the cells that share a formula one has its text, the others its number within the sheet.
            self._within = self._formulas[self._parts, attributes.get("si", "")]
        if self._within is not None:
            self._within.append(0)

    def _text(self, characters: str) -> None:
        if self._within is not None:
            self._within[-1] += len(characters)

    def _end(self, _: str) -> None:
        self._within = None
