"""The Jinja environment of all pages: everything is escaped, and characters invalid in HTML are removed."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from xlsreport.document.pagination.word_breaks import breakable_fragments

# Characters that are invalid in HTML or UTF-8.
_NOT_IN_HTML = re.compile("[^\t\n\\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")


@cache
def page_environment(package: str) -> Environment:
    """The environment for the templates of a package; cached, so that templates are compiled once."""
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
    """A CSS string; every character is escaped, so that none can end the string or the sheet."""
    return Markup('"' + "".join(f"\\{ord(character):06x}" for character in _NOT_IN_HTML.sub("", text)) + '"')


def _clean(value: object) -> object:
    """A printed value without characters that are invalid in HTML."""
    if not isinstance(value, str):
        return value
    # The type is kept: safe markup must stay safe, and other text must not become safe.
    return type(value)(_NOT_IN_HTML.sub("", value))
