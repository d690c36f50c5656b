"""What a site states about a page that it publishes: the names of its ``meta`` elements and their values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from xlsreport.definition.declaration import Layout
from xlsreport.definition.loading.regular_file import MAX_TEXT_MEGABYTES, UnreadFileError, read_regular_file
from xlsreport.definition.problems import near_miss
from xlsreport.definition.yaml_source.yaml_tree import UnreadableYamlError, plain_values, read_tree
from xlsreport.document.content.model import Document
from xlsreport.errors import SiteError
from xlsreport.messages import Messages, messages_for

OFFICIAL_NAMES = (
    "SiteName",
    "SiteDomain",
    "SiteIDCode",
    "ColumnName",
    "ColumnType",
    "ColumnDescription",
    "ColumnKeywords",
    "ArticleTitle",
    "PubDate",
    "ContentSource",
    "Keywords",
    "Description",
)
"""What pages of Chinese government sites carry: 政府网站发展指引（国办发〔2017〕47号）, on labels of pages."""

_PUB_DATE = "%Y-%m-%d %H:%M"
_WHOLE_PUB_DATE = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}", re.ASCII)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9._:-]*")
_OF_THE_PAGE = ("author", "robots", "viewport")
"""Names that the page itself gives values to."""


def load_site(path: str | Path, messages: Messages) -> Mapping[str, object]:
    """Read a YAML file of names and values; :func:`checked_site` says whether they fit.

    Raises:
        SiteError: the file cannot be read, or does not consist of names and values.
    """
    try:
        return plain_values(read_tree(read_regular_file(Path(path), MAX_TEXT_MEGABYTES).decode("utf-8-sig")))
    except UnicodeDecodeError:
        raise SiteError(messages("site.not_utf8", file=path)) from None
    except UnreadFileError:
        raise SiteError(messages("site.no_file", file=path)) from None
    except UnreadableYamlError as error:
        located = error.problem
        reason = messages("site.not_names") if located.problem.key == "not_mapping" else located.problem.text(messages)
        raise SiteError(messages("site.yaml", file=path, line=located.line, reason=reason)) from None


def checked_site(values: Mapping[str, object], layout: Layout, messages: Messages) -> dict[str, str]:
    """The names and values as a page can carry them.

    Reports of Chinese authorities take the names that their government prescribes; others take any name.

    Args:
        values: by name; every value must be a text, since a number would lose its leading zeros.
        layout: of the report.
        messages: the language of errors.

    Raises:
        SiteError: a name is unknown, or a value is not what its name asks for.
    """
    for name, value in values.items():
        _check_name(name, layout, messages)
        if not isinstance(value, str) or not value.strip() or len(value.splitlines()) > 1:
            raise SiteError(messages("site.value", name=name))
        if name == "PubDate" and layout == "gb-t-9704" and not _is_pub_date(value):
            raise SiteError(messages("site.pub_date", found=value))
    return {name: str(value) for name, value in values.items()}


def stated_meta(document: Document, given: Mapping[str, str]) -> dict[str, str]:
    """What the page of a report states: what was given, and of the official names those that the report itself knows.

    Raises:
        SiteError: as in :func:`checked_site`.
    """
    checked = checked_site(given, document.layout, messages_for(document.language))
    if document.layout != "gb-t-9704":
        return checked
    known = {"ArticleTitle": document.title, "ContentSource": document.agency} | checked
    return {name: known[name] for name in OFFICIAL_NAMES if known.get(name)}


def _check_name(name: str, layout: Layout, messages: Messages) -> None:
    if layout == "gb-t-9704":
        if name in OFFICIAL_NAMES:
            return
        meant = _meant(name)
        suggestion = messages("problem.suggestion", suggestion=meant) if meant else ""
        raise SiteError(messages("site.unknown", name=name, allowed=", ".join(OFFICIAL_NAMES)) + suggestion)
    if not _NAME.fullmatch(name):
        raise SiteError(messages("site.name", name=name))
    if name.lower() in _OF_THE_PAGE:
        raise SiteError(messages("site.of_the_page", name=name))


def _meant(name: str) -> str | None:
    """The official name that was probably meant; capitals do not count, since nobody remembers them."""
    lowered = {known.lower(): known for known in OFFICIAL_NAMES}
    found = near_miss(name.lower(), lowered)
    return lowered[found] if found is not None else None


def _is_pub_date(text: str) -> bool:
    try:
        datetime.strptime(text, _PUB_DATE)
    except ValueError:
        return False
    return _WHOLE_PUB_DATE.fullmatch(text) is not None
