"""How templates become pages: everything is escaped, and what a page cannot hold is left out."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from xlsreport.document.pagination.word_breaks import breakable_fragments

# Neither HTML nor UTF-8 has a place for these.
_NOT_IN_HTML = re.compile("[^\t\n\\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")


@cache
def page_environment(package: str) -> Environment:
    """The templates beside a package's modules, with the sheets and scripts that they include; compiled once."""
    environment = Environment(
        loader=PackageLoader(package, "."),
        autoescape=True,
        finalize=_clean,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["css_string"] = _css_string
    environment.filters["pieces"] = breakable_fragments
    return environment


def _css_string(text: str) -> Markup:
    """A string for a style sheet; as every character is escaped, none can end the string or the sheet."""
    return Markup('"' + "".join(f"\\{ord(character):06x}" for character in _NOT_IN_HTML.sub("", text)) + '"')


def _clean(value: object) -> object:
    """What a page prints, without the characters that a page cannot hold."""
    if not isinstance(value, str):
        return value
    # The type is kept: text that is marked as safe must stay so, and other text must not become so.
    return type(value)(_NOT_IN_HTML.sub("", value))
