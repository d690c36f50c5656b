"""The findings of checked files as a web page: it loads nothing, runs no script, and can be printed."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from importlib.resources import files

from xlsreport.document.html.jinja_environment import page_environment
from xlsreport.findings_page.checked_file import file_view
from xlsreport.inspection.check_outcome import CheckOutcome
from xlsreport.messages import DEFAULT_LANGUAGE, messages_for


def findings_page(outcomes: Iterable[CheckOutcome], language: str) -> str:
    """A whole page.

    Args:
        outcomes: of the checked files, in their order; of each nothing but what is shown is kept.
        language: of the page's own words, one of ``LANGUAGES``; what is found is told in the language of each report.
    """
    messages, style = messages_for(language), stylesheet()
    views = [file_view(outcome, number, messages) for number, outcome in enumerate(outcomes, start=1)]
    counts = Counter(view.name for view in views)
    named = [view if counts[view.name] == 1 else replace(view, name=view.path) for view in views]
    template = page_environment(__package__).get_template("whole_page.html.jinja")
    # The content security policy allows only the style with this digest, and no script at all.
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    return template.render(say=messages, files=named, style=style, style_digest=digest)


def findings_fragment(outcome: CheckOutcome, language: str = DEFAULT_LANGUAGE, number: int = 1) -> str:
    """The findings of one file as an ``article`` for a page that has the style; its headings are of level 2 and 3.

    Args:
        outcome: of the checked file.
        language: of the sentence about a file of which nothing can be read.
        number: of the file on the page, from 1: all its anchors begin with it.
    """
    view = file_view(outcome, number, messages_for(language))
    return page_environment(__package__).get_template("one_file.html.jinja").render(file=view)


def stylesheet() -> str:
    """The style of the page and of the fragment, for screens, in light and dark, and for paper."""
    return base_stylesheet() + files(__package__).joinpath("findings.css").read_text(encoding="utf-8")


def base_stylesheet() -> str:
    """Fonts and colours, in light and dark, of all pages about what was found."""
    return files(__package__).joinpath("page_base.css").read_text(encoding="utf-8")
