"""A report's texts as the typesetter is given them: lines, and in each the pieces between which it may be broken."""

from __future__ import annotations

import re

from xlsreport.definition.characters import writable
from xlsreport.document.pagination.word_breaks import breakable_fragments

# Controls, byte order marks, code points that are no characters: nothing prints them, and PDF/UA forbids some of them.
_NEVER_PRINTED = re.compile(
    "[\x7f-\x84\x86-\x9f\ufeff\ufdd0-\ufdef"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_LINE_ENDS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_UNBROKEN = re.compile("[^\\s\u2e80-\ua4cf\uf900-\ufaff\ufe30-\uffef\U00020000-\U0003ffff]+")
"""Runs in which a line is not broken; between Chinese characters it is."""
_FRAGMENTS_IN_LINE = 8
"""Into so many pieces a line's worth of an overlong word is cut."""

_WIDE = re.compile("[A-Z@%&mwMW—–]")
_EM = {True: 0.75, False: 0.52}
"""How wide a wide letter and any other is for its height, in Times New Roman and fonts like it; somewhat generous."""

Lines = list[list[str]]


def printed(text: str) -> str:
    """The text without what nothing prints; one line end is like another, and a tab is a space."""
    return _NEVER_PRINTED.sub("", writable(_LINE_ENDS.sub("\n", text))).replace("\t", " ")


def wrapped_lines(text: str, width: float, size: float) -> Lines:
    """The lines of a text, each in pieces.

    Args:
        text: as somebody typed it.
        width: of the place that it is set in, in points.
        size: of the characters, in points.
    """
    return [_line_fragments(line, width / size) for line in printed(text).split("\n")]


def flowing(text: str, width: float, size: float) -> Lines:
    """The lines of a running text, as :func:`wrapped_lines`; telephone numbers and addresses may be broken, too."""
    return [
        [part for fragment in _line_fragments(line, width / size) for part in breakable_fragments(fragment)]
        for line in printed(text).split("\n")
    ]


def unbroken(text: str) -> Lines:
    """The lines of a text whose words are not broken, such as a figure."""
    return [[line] for line in printed(text).split("\n")]


def _line_fragments(line: str, ems: float) -> list[str]:
    """A word longer than a line of its place is broken anywhere rather than running out of it."""
    breakable_fragments, reached = [], 0
    for word in _UNBROKEN.finditer(line):
        if sum(_EM[bool(_WIDE.match(letter))] for letter in word[0]) > ems:
            step = max(1, int(ems / _FRAGMENTS_IN_LINE))
            breakable_fragments.append(line[reached : word.start()])
            breakable_fragments += [word[0][start : start + step] for start in range(0, len(word[0]), step)]
            reached = word.end()
    return [fragment for fragment in (*breakable_fragments, line[reached:]) if fragment] or [""]
