"""The findings of checked files as a web page: it loads nothing, runs no script, and can be printed."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from pathlib import PurePath

from xlsreport.document.html.jinja_environment import page_environment
from xlsreport.findings_page.checked_file import file_view
from xlsreport.inspection.check_outcome import CheckOutcome
from xlsreport.messages import DEFAULT_LANGUAGE, Language, messages_for


def findings_page(outcomes: Sequence[CheckOutcome], language: Language) -> str:
    """A whole page.

    Args:
        outcomes: of the checked files, in their order.
        language: of the page's own words; what is found is told in the language of each report.
    """
    messages, style = messages_for(language), stylesheet()
    names = _names(outcomes)
    views = [
        file_view(outcome, number, name, messages)
        for number, (outcome, name) in enumerate(zip(outcomes, names, strict=True), start=1)
    ]
    return (
        page_environment(__package__)
        .get_template("whole_page.html.jinja")
        .render(
            say=messages,
            files=views,
            style=style,
            # The content security policy allows only the style with this digest, and no script at all.
            style_digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii"),
        )
    )


def findings_fragment(outcome: CheckOutcome, language: Language = DEFAULT_LANGUAGE, number: int = 1) -> str:
    """The findings of one file as an ``article`` for a page that has the style; its headings are of level 2 and 3.

    Args:
        outcome: of the checked file.
        language: of the sentence about a file of which nothing can be read.
        number: of the file on the page, from 1: all its anchors begin with it.
    """
    view = file_view(outcome, number, _names([outcome])[0], messages_for(language))
    return page_environment(__package__).get_template("one_file.html.jinja").render(file=view)


def stylesheet() -> str:
    """The style of the page and of the fragment, for screens, in light and dark, and for paper."""
    return files(__package__).joinpath("findings.css").read_text(encoding="utf-8")


def _names(outcomes: Sequence[CheckOutcome]) -> list[str]:
    """The names of the files; with their folders where several have the same."""
    short = [PurePath(outcome.file).name or outcome.file for outcome in outcomes]
    counts = Counter(short)
    return [name if counts[name] == 1 else outcome.file for name, outcome in zip(short, outcomes, strict=True)]
