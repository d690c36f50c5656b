"""The ``meta`` elements by which a site describes a page that it publishes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from xlsreport.definition.loading.regular_file import MAX_TEXT_MEGABYTES, SAID_ALIKE, UnreadFileError, read_regular_file
from xlsreport.definition.paper_sizes import PageStyleName
from xlsreport.definition.problems import near_miss
from xlsreport.definition.yaml_source.yaml_tree import UnreadableYamlError, plain_values, read_tree
from xlsreport.document.content.model import Document
from xlsreport.document.page_styles.named_page_styles import page_style_named
from xlsreport.document.page_styles.page_style import SiteRules
from xlsreport.errors import SiteError
from xlsreport.messages import Messages
from xlsreport.messages.locales import messages_in

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9._:-]*")
_OF_THE_PAGE = ("author", "robots", "viewport")
"""Names that the template sets itself."""


def load_site(path: str | Path, messages: Messages) -> Mapping[str, object]:
    """Read a YAML file of names and values; :func:`checked_site` says whether they fit.

    Raises:
        SiteError: the file cannot be read, or does not consist of names and values.
    """
    try:
        return plain_values(read_tree(read_regular_file(Path(path), MAX_TEXT_MEGABYTES).decode("utf-8-sig")))
    except UnicodeDecodeError:
        raise SiteError(messages("site.not_utf8", file=path)) from None
    except UnreadFileError as error:
        raise SiteError(messages(SAID_ALIKE.get(error.key, "site.no_file"), file=path)) from None
    except UnreadableYamlError as error:
        located = error.problem
        reason = messages("site.not_names") if located.problem.key == "not_mapping" else located.problem.text(messages)
        raise SiteError(messages("site.yaml", file=path, line=located.line, reason=reason)) from None


def checked_site(values: Mapping[str, object], page_style: PageStyleName, messages: Messages) -> dict[str, str]:
    """The names and values as a page can carry them.

    Where the page style prescribes names, as that of Chinese authorities does, no others are taken.

    Args:
        values: by name; every value must be a text, since a number would lose its leading zeros.
        page_style: of the report.
        messages: the language of errors.

    Raises:
        SiteError: a name is unknown, or a value is not what its name asks for.
    """
    rules = page_style_named(page_style).site
    for name, value in values.items():
        _check_name(name, rules, messages)
        if not isinstance(value, str) or not value.strip() or len(value.splitlines()) > 1:
            raise SiteError(messages("site.value", name=name))
        if rules is not None and name in rules.moments and not _is_moment(value, rules.moments[name]):
            raise SiteError(messages("site.pub_date", found=value))
    return {name: str(value) for name, value in values.items()}


def stated_meta(document: Document, given: Mapping[str, str]) -> dict[str, str]:
    """The ``meta`` elements of a report's page: what was given, and prescribed names that the report itself knows.

    Raises:
        SiteError: as in :func:`checked_site`.
    """
    checked = checked_site(given, document.page_style, messages_in(document.language))
    rules = page_style_named(document.page_style).site
    if rules is None:
        return checked
    known = {rules.title: document.title, rules.agency: document.agency} | checked
    return {name: known[name] for name in rules.names if known.get(name)}


def _check_name(name: str, rules: SiteRules | None, messages: Messages) -> None:
    if rules is not None:
        if name in rules.names:
            return
        meant = _meant(name, rules.names)
        suggestion = messages("problem.suggestion", suggestion=meant) if meant else ""
        raise SiteError(messages("site.unknown", name=name, allowed=", ".join(rules.names)) + suggestion)
    if not _NAME.fullmatch(name):
        raise SiteError(messages("site.name", name=name))
    if name.lower() in _OF_THE_PAGE:
        raise SiteError(messages("site.of_the_page", name=name))


def _meant(name: str, names: Sequence[str]) -> str | None:
    """The prescribed name that was probably meant; capitals do not count, since nobody remembers them."""
    lowered = {known.lower(): known for known in names}
    found = near_miss(name.lower(), lowered)
    return lowered[found] if found is not None else None


def _is_moment(text: str, form: str) -> bool:
    """Whether a text is a moment in a form of ``strptime``, with every zero written: ``strptime`` does not insist."""
    try:
        datetime.strptime(text, form)
    except ValueError:
        return False
    digits = re.sub("%[mdHM]", r"\\d{2}", form.replace("%Y", r"\d{4}"))
    return re.fullmatch(digits, text, re.ASCII) is not None
