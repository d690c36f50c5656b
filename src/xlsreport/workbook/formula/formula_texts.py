"""Texts within formulas."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter


def text_literal(text: str) -> str:
    """A string literal of a formula."""
    return '"' + text.replace('"', '""') + '"'


def concatenated(template: str, parts: Mapping[str, str]) -> str:
    """A message with placeholders as a formula that concatenates its words and the given formulas, always to a text."""
    fragments: list[str] = []
    for text, name, _, _ in Formatter().parse(template):
        if text:
            fragments.append(text_literal(text))
        if name is not None:
            fragments.append(parts[name])
    if len(fragments) == 1 and not fragments[0].startswith('"'):
        fragments.append('""')  # else the year alone stays a number, or 0 where it is blank
    return "&".join(fragments) or '""'
