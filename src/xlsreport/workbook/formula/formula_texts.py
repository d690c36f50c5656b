"""Texts within formulas."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from xlsreport.messages import Messages
from xlsreport.messages.plural_forms import PERIOD, PluralForms


def text_literal(text: str) -> str:
    """A string literal of a formula."""
    return '"' + text.replace('"', '""') + '"'


def message_formula(messages: Messages, key: str, parts: Mapping[str, str]) -> str:
    """A message as a formula; ``parts`` are the formulas of its placeholders."""
    return concatenated(messages.template(key), parts, messages.plural_of(key))


def concatenated(template: str, parts: Mapping[str, str], plural: PluralForms | None = None) -> str:
    """A text with placeholders as a formula that concatenates its words and the given formulas, always to a text.

    ``plural`` chooses between the forms of a word, where the text has any.
    """
    fragments: list[str] = []
    for text, name, forms, _ in Formatter().parse(template):
        if text:
            fragments.append(text_literal(text))
        if name is not None:
            if plural is not None and forms and "|" in forms:
                fragments.append(_chosen(plural, parts[name], forms.split("|")))
            else:
                fragments.append(parts[name])
    if len(fragments) == 1 and not fragments[0].startswith('"'):
        fragments.append('""')  # else the year alone stays a number, or 0 where it is blank
    return "&".join(fragments) or '""'


def _chosen(plural: PluralForms, number: str, forms: list[str]) -> str:
    """The form of a word for a number, which is looked up by a letter for each number below twice the period."""
    letters = "".join(chr(ord("A") + plural.position(each, len(forms))) for each in range(2 * PERIOD))
    place = f'CODE(MID("{letters}",MIN({number},{PERIOD}+MOD({number},{PERIOD}))+1,1))-64'
    words = ",".join(map(text_literal, forms))
    return f"CHOOSE(IF({number}=INT({number}),{place},{len(forms)}),{words})"
