"""Mistakes in the placeholders of titles, preambles and pictures, and texts too long for the formulas they become."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from xlsreport.definition.declaration import Declaration
from xlsreport.definition.problems import Path, Problem
from xlsreport.definition.reporting_period.period_calendar import PERIOD_WORDS

MAX_TEMPLATE_LENGTH = 200
"""Characters in the title, the period and a list of words: they become parts of formulas, whose texts end at 255."""


TITLE_PLACEHOLDERS = {"agency", *PERIOD_WORDS}


def placeholder_problems(declaration: Declaration) -> Iterator[Problem]:
    """Placeholders that nothing fills, and texts too long for the formulas they become."""
    preamble = TITLE_PLACEHOLDERS | {"period"} | {field.id for field in declaration.cover}
    yield from _template(("title",), declaration.title, TITLE_PLACEHOLDERS)
    yield from _template(("period", "text"), declaration.period.text, set(PERIOD_WORDS))
    for number, picture in enumerate(declaration.pictures):
        yield from _template(("pictures", number, "title"), picture.title, TITLE_PLACEHOLDERS)
    for number, paragraph in enumerate(declaration.preamble):
        yield from _template(("preamble", number), paragraph, preamble)
    for number, field in enumerate(declaration.cover):
        if field.sentence is not None:
            yield from _template(("cover", number, "sentence"), field.sentence, preamble)
    in_formulas: list[tuple[Path, str]] = [
        (("title",), declaration.title),
        (("period", "text"), declaration.period.text),
    ]
    for path, text in in_formulas:
        if len(text) > MAX_TEMPLATE_LENGTH:
            yield Problem(path, "too_long", {"length": len(text), "limit": MAX_TEMPLATE_LENGTH})


def _template(path: Path, text: str, allowed: set[str]) -> Iterator[Problem]:
    try:
        names = [_whole(*parts) for _, *parts in Formatter().parse(text) if parts[0] is not None]
    except ValueError:
        yield Problem(path, "braces")
        return
    for name in names:
        if name not in allowed:
            yield Problem(
                path, "placeholder", {"name": name, "allowed": ", ".join(f"{{{a}}}" for a in sorted(allowed))}
            )


def _whole(name: str | None, specification: str | None, conversion: str | None) -> str:
    """All that stands between the braces; ``!`` and ``:`` start no format in a workbook."""
    return f"{name}{f'!{conversion}' if conversion else ''}{f':{specification}' if specification else ''}"
