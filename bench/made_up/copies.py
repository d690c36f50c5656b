"""Long texts of agencies, of whom one in twenty copied from another and one in twenty from its own of last year."""

from __future__ import annotations

from random import Random

from support.written import edited, honest_text

_EVERY = 20
_FROM_ANOTHER, _FROM_LAST_YEAR = 19, 7
_EDITED = 0.1
"""The share of words that somebody who copies exchanges."""

Texts = dict[str, list[str]]


def copied_from(number: int) -> int | None:
    """Whose text an agency sends as its own; None where it wrote itself."""
    if number % _EVERY != _FROM_ANOTHER:
        return None
    return Random(f"{number} copies from").randrange(number // _EVERY + 1) * _EVERY


def repeats_last_year(number: int) -> bool:
    """Whether an agency sends its own text of last year."""
    return number % _EVERY == _FROM_LAST_YEAR


def this_year(seed: int, number: int) -> Texts:
    """What an agency sends."""
    source, draw = copied_from(number), Random(f"{seed} {number} edits")
    if source is not None:
        return _copied(_written(f"{seed} {source}"), draw)
    return _copied(last_year(seed, number), draw) if repeats_last_year(number) else _written(f"{seed} {number}")


def last_year(seed: int, number: int) -> Texts:
    """What it sent last year."""
    return _written(f"{seed} {number} last year")


def _written(by: str) -> Texts:
    draw = Random(by)
    return {
        "overview": honest_text(draw, draw.randint(2_500, 5_000)),
        "problems": honest_text(draw, draw.randint(500, 1_000)),
        "other_matters": ["本年度没有收取信息处理费，没有其他需要报告的事项。"],
    }


def _copied(texts: Texts, draw: Random) -> Texts:
    return {section: edited(paragraphs, draw, _EDITED) for section, paragraphs in texts.items()}
