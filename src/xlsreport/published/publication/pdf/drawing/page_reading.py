"""Reads what a page of a PDF draws, and leaves out letters that a line goes through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pypdfium2

from xlsreport.published.publication.pdf.drawing.drawn_page import DrawnLetter, DrawnPage, RulingLine
from xlsreport.published.publication.pdf.drawing.page_letters import page_text
from xlsreport.published.publication.pdf.drawing.page_rules import page_rules

_STRUCK_FROM, _STRUCK_TO = 0.18, 0.55
"""Parts of a letter's size above its baseline, between which a line through it strikes it out."""


def drawn_page(page: pypdfium2.PdfPage, number: int) -> DrawnPage:
    """What a page draws; ``number`` counts from 1."""
    text = page_text(page)
    horizontal, vertical, pictures = page_rules(page, text.turn)
    letters = _without_doubles(text.letters)
    strokes = _strokes(horizontal, vertical)
    kept = tuple(letter for letter in letters if not any(_goes_through(stroke, letter) for stroke in strokes))
    return DrawnPage(number, kept, horizontal, vertical, pictures, text.unseen, len(letters) - len(kept))


def _strokes(horizontal: Iterable[RulingLine], vertical: Sequence[RulingLine]) -> list[RulingLine]:
    """The horizontal lines that meet no vertical one, as those of tables do."""
    return [line for line in horizontal if not any(_meet(line, other) for other in vertical)]


def _meet(flat: RulingLine, high: RulingLine) -> bool:
    return flat.begin - 2 <= high.at <= flat.end + 2 and high.begin - 2 <= flat.at <= high.end + 2


def _goes_through(line: RulingLine, letter: DrawnLetter) -> bool:
    above = letter.baseline - line.at
    return (
        letter.turn == 0
        and _STRUCK_FROM * letter.size < above < _STRUCK_TO * letter.size
        and line.begin - 1 <= (letter.left + letter.right) / 2 <= line.end + 1
    )


def _without_doubles(letters: Sequence[DrawnLetter]) -> list[DrawnLetter]:
    """The letters, each once: some programs draw one twice, a little apart, so that it looks bold."""
    seen: dict[tuple[str, int, int], list[DrawnLetter]] = {}
    kept = []
    for letter in letters:
        near = max(letter.size * 0.25, 0.1)
        at = round(letter.left / near), round(letter.baseline / near)
        around = [(letter.character, at[0] + x, at[1] + y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
        is_double = any(
            abs(one.left - letter.left) < near and abs(one.baseline - letter.baseline) < near
            for key in around
            for one in seen.get(key, ())
        )
        if not is_double:
            seen.setdefault((letter.character, *at), []).append(letter)
            kept.append(letter)
    return kept
