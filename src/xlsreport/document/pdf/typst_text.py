"""Texts as input for Typst: lines, each in fragments between which it may be broken."""

from __future__ import annotations

import re

from xlsreport.definition.characters import writable
from xlsreport.document.pagination.text_width import width_in_ems
from xlsreport.document.pagination.word_breaks import breakable_fragments

# Control characters, byte order marks and noncharacters: they are never printed, and PDF/UA forbids some of them.
_NEVER_PRINTED = re.compile(
    "[\x7f-\x84\x86-\x9f\ufeff\ufdd0-\ufdef"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_LINE_ENDS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_UNBROKEN = re.compile("[^\\s\u2e80-\ua4cf\uf900-\ufaff\ufe30-\uffef\U00020000-\U0003ffff]+")
"""Runs that are not broken; between Chinese characters a line may break."""
_FRAGMENTS_IN_LINE = 8
"""An overlong word is cut into so many fragments per line."""

_ROUNDING = 0.01

Lines = list[list[str]]


def printable_text(text: str) -> str:
    """The text without unprintable characters; line ends are normalised, tabs become spaces."""
    return _NEVER_PRINTED.sub("", writable(_LINE_ENDS.sub("\n", text))).replace("\t", " ")


def typst_lines(text: str, width: float, size: float) -> Lines:
    """The lines of a text, each in fragments.

    Args:
        text: as somebody typed it.
        width: of the column that it is set in, in points.
        size: of the characters, in points.
    """
    return [_line_fragments(line, width / size) for line in printable_text(text).split("\n")]


def flowing(text: str, width: float, size: float) -> Lines:
    """The lines of a running text, as :func:`typst_lines`; telephone numbers and addresses may be broken, too."""
    return [
        [part for fragment in _line_fragments(line, width / size) for part in breakable_fragments(fragment)]
        for line in printable_text(text).split("\n")
    ]


def unbroken(text: str) -> Lines:
    """The lines of a text whose words are not broken, such as a figure."""
    return [[line] for line in printable_text(text).split("\n")]


def _line_fragments(line: str, ems: float) -> list[str]:
    """The fragments of a line; a word longer than the line may be broken anywhere."""
    breakable_fragments, reached = [], 0
    for word in _UNBROKEN.finditer(line):
        if width_in_ems(word[0]) > ems + _ROUNDING:
            step = max(1, int(ems / _FRAGMENTS_IN_LINE))
            breakable_fragments.append(line[reached : word.start()])
            breakable_fragments += [word[0][start : start + step] for start in range(0, len(word[0]), step)]
            reached = word.end()
    return [fragment for fragment in (*breakable_fragments, line[reached:]) if fragment] or [""]
