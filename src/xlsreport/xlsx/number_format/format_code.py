"""Parses number formats by a grammar; whatever it does not cover is rejected as unknown.

Rules: [ECMA-376] part 1, 18.8.31 (codes and sections), and what Excel, WPS and LibreOffice make of them where these
agree. The grammar leaves out what they read differently (``!``, words between digits, letters of other languages) and
what shows no plain figure: dates, fractions, exponents, conditions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from xlsreport.xlsx.number_format.format_brackets import Bracket, parse_bracket
from xlsreport.xlsx.number_format.number_affixes import BLANKS

MAX_CODE = 255
"""Characters of a format (Excel's specification)."""
MAX_PLACES = 30
"""Digit placeholders on each side of the point, and powers of ten of a scale; Excel takes no more decimals."""
_MAX_SECTIONS = 4
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\[(?P<bracket>[^\]]*)\]|\\(?P<escaped>.)|_(?P<width>.)|\*(?P<fill>.)'
    r"|(?P<section>;)|(?P<digit>[0#?.,])|(?P<percent>%)|(?P<text>@)|(?P<general>(?i:general|g/通用格式))"
    r"|(?P<bare>[ $\-+()]|[^\x00-\x7f])",
    re.DOTALL,
)
"""General has another name in the Chinese editions of Excel and WPS; of ASCII, few characters need no quotation marks
(18.8.31)."""
_PIECE = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*!].?|[^"\[]', re.DOTALL)
"""A semicolon within one of these parts no sections."""

_Token: TypeAlias = tuple[str, str]
"""The kind of a token, and what it stands for; what has a kind of its own name only is shown."""


class NumberPattern(NamedTuple):
    """How a section writes a number.

    ``whole`` and ``decimals`` are placeholders (``0``, ``#``, ``?``), ``scale`` is the power of ten by which the number
    is multiplied first; ``general`` leaves all of it to the program.
    """

    whole: str = ""
    decimals: str = ""
    has_point: bool = False
    grouped: bool = False
    scale: int = 0
    general: bool = False


class FormatSection(NamedTuple):
    """What a format does with one kind of numbers: the words around a figure, or words alone in ``before``.

    ``colour`` is Excel's number of a colour (1 to 56), ``numerals`` that of another script's digits (1 to 3, or 0).
    """

    before: str
    figure: NumberPattern | None
    after: str
    colour: int | None
    numerals: int


class UnknownFormatError(ValueError):
    """A format, or what it would show, is not known for sure."""


@lru_cache(maxsize=256)
def parse_sections(code: str) -> Sequence[FormatSection]:
    """The sections of a format but for that of texts: for all numbers, or for positive ones, negative ones and zero.

    Raises:
        UnknownFormatError: the format is none, or none that all programs show in one way.
    """
    if not code or len(code) > MAX_CODE:
        raise UnknownFormatError
    builders = [_SectionBuilder()]
    for kind, text in [("general", "")] if code == "@" else _tokens(code):
        if kind == "section":
            builders.append(_SectionBuilder())
        else:
            builders[-1].take(kind, text)
    if len(builders) > _MAX_SECTIONS:
        raise UnknownFormatError
    if len(builders) == _MAX_SECTIONS or (len(builders) > 1 and builders[-1].is_text):
        builders.pop()
    return tuple(builder.finished() for builder in builders)


def parse_text_section(code: str) -> FormatSection | None:
    """What a format does with texts, ``before`` and ``after`` being what it shows around them.

    None where it says nothing of texts, which are then shown as they are, whatever it makes of numbers.

    Raises:
        UnknownFormatError: it says something that is not known for sure, or shows no text.
    """
    if len(code) > MAX_CODE:
        raise UnknownFormatError
    parts = _parts(code)
    if len(parts) > _MAX_SECTIONS:
        raise UnknownFormatError
    if len(parts) < _MAX_SECTIONS and "@" not in parts[-1]:
        return None
    builder = _SectionBuilder()
    for kind, text in _tokens(parts[-1]):
        builder.take(kind, text)
    return builder.finished_for_texts()


def _parts(code: str) -> list[str]:
    """The sections of a format as they are written, whether they are understood or not."""
    pieces, parts = _PIECE.findall(code), [""]
    if "".join(pieces) != code:
        raise UnknownFormatError
    for piece in pieces:
        if piece == ";":
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _tokens(code: str) -> Iterator[_Token]:
    """The tokens of a format from left to right; ``_x`` shows a blank as wide as the letter."""
    at = 0
    for found in _TOKEN.finditer(code):
        if found.start() != at:
            break
        at, kind = found.end(), found.lastgroup or ""
        yield kind, " " if kind == "width" else found[kind]
    if at < len(code):
        raise UnknownFormatError


@dataclass(slots=True)
class _SectionBuilder:
    """A section as far as it was read."""

    before: list[str] = field(default_factory=list)
    digits: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    percents: int = 0
    general: bool = False
    filled: bool = False
    is_text: bool = False
    colour: int | None = None
    numerals: int = 0

    def take(self, kind: str, text: str) -> None:
        """One more token."""
        match kind:
            case "digit":
                self._take_digit(text)
            case "general":
                self._refuse(self._has_figure)
                self.general = True
            case "bracket":
                self._take_bracket(parse_bracket(text))
            case "fill":
                # How often a character is repeated depends on the width of the column.
                self._refuse(self.filled or text not in BLANKS)
                self.filled = True
            case "text":
                self._refuse(self._has_figure)
                self.is_text = True
            case _:
                self.percents += kind == "percent"
                (self.after if self._has_figure else self.before).append(text)

    @property
    def _has_figure(self) -> bool:
        return self.general or self.is_text or bool(self.digits)

    def _take_digit(self, text: str) -> None:
        self._refuse(self.general or self.is_text or bool(self.after))
        self.digits.append(text)

    def _take_bracket(self, bracket: Bracket | None) -> None:
        if bracket is None:
            raise UnknownFormatError
        if bracket.text:
            self.take("literal", bracket.text)
        else:
            # LibreOffice shows what is in brackets where it does not stand in front.
            self._refuse(self._has_figure or bool(self.before) or self.filled)
            self.colour = bracket.colour or self.colour
            self.numerals = bracket.numerals or self.numerals

    def finished(self) -> FormatSection:
        """The section, when all of it was read."""
        self._refuse(self.is_text)
        figure = NumberPattern(general=True) if self.general else self._figure() if self.digits else None
        self._refuse(self.general and self.percents > 0)
        return FormatSection("".join(self.before), figure, "".join(self.after), self.colour, self.numerals)

    def finished_for_texts(self) -> FormatSection:
        """The section, if it is one that shows texts."""
        self._refuse(not self.is_text)
        return FormatSection("".join(self.before), None, "".join(self.after), self.colour, self.numerals)

    def _figure(self) -> NumberPattern:
        """The figure that the digits, points and commas of the section make."""
        whole, point, decimals = "".join(self.digits).partition(".")
        unscaled, places = whole.rstrip(","), decimals.rstrip(",")
        scale = 2 * self.percents - 3 * (len(whole) - len(unscaled) + len(decimals) - len(places))
        plain = unscaled.replace(",", "")
        self._refuse("," in places or "." in places or unscaled.startswith(",") or not plain)
        self._refuse(max(len(plain), len(places), abs(scale)) > MAX_PLACES)
        # A placeholder that shows nothing stands before those that show a zero, and behind them in decimals.
        self._refuse(plain.lstrip("#?").strip("0") != "" or places.rstrip("#?").strip("0") != "")
        grouped = plain != unscaled
        self._refuse(grouped and "?" in plain)
        return NumberPattern(plain, places, bool(point), grouped, scale)

    @staticmethod
    def _refuse(unknown: bool) -> None:
        if unknown:
            raise UnknownFormatError
