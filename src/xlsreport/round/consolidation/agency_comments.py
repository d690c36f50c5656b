"""The comments of agencies below the tables of a consolidated report, each behind the agency's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xlsreport.definition.definition import Definition
from xlsreport.messages import Messages
from xlsreport.round.consolidation.contributions import Contribution

_MAX_LENGTH = 8_000
"""Characters of the comments below one table; more than these four pages nobody reads there, and a cell holds 32,767.
The sheet of comments of the sources has all of them."""


def listed_comments(form: Definition, contributions: Sequence[Contribution]) -> dict[str, str]:
    """What stands below each table of which an agency has said something, by the names of comments."""
    found = {name: list(_comments(name, contributions)) for name in form.comments}
    return {name: _listed(comments, form.messages) for name, comments in found.items() if comments}


def _comments(name: str, contributions: Sequence[Contribution]) -> Iterator[tuple[str, str]]:
    """Each agency that has commented on a table, and its words."""
    for one in contributions:
        said: Mapping[str, str] = one.read.comments
        if name in said:
            yield one.state.agency.name, said[name]


def _listed(comments: Sequence[tuple[str, str]], messages: Messages) -> str:
    """A line for each comment, as many as there is room for; then whose are left out."""
    lines: list[str] = []
    length = 0
    for number, (agency, text) in enumerate(comments):
        line = messages("wording.comment", label=agency, text=text)
        length += len(line) + 1
        if length > _MAX_LENGTH:
            lines.append(messages("consolidate.comments_left_out", count=len(comments) - number))
            break
        lines.append(line)
    return "\n".join(lines)
