"""``xlsreport audit``: what is wrong in many published reports."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from xlsreport.cli.common_options import (
    definition_option,
    echo_json,
    expect_output,
    force_option,
    format_option,
    processes_option,
    suffix_of,
    user_messages,
    write_guarded_output,
)
from xlsreport.cli.group import FOUND_ERRORS, OK, UNUSABLE
from xlsreport.cli.localised_command import command
from xlsreport.cli.parameter_types import FILE
from xlsreport.cli.printable import echo_line
from xlsreport.cli.progress import progress
from xlsreport.cli.round_here import definition_or_here
from xlsreport.messages import Messages

if TYPE_CHECKING:
    from xlsreport.checking.findings import Verdict
    from xlsreport.published.audit.audited_reports import Audit

_EXIT_CODES: dict[Verdict, int] = {"rejected": UNUSABLE, "errors": FOUND_ERRORS, "warnings": OK, "clean": OK}


@command()
@click.argument("paths", nargs=-1, required=True, type=FILE, metavar="FOLDER|LIST|REPORT...")
@click.option("-o", "--output", type=FILE, metavar="FILE.xlsx|.html|.json")
@click.option("--html", "page", type=FILE, metavar="FILE.html")
@definition_option
@processes_option
@format_option
@force_option
@click.pass_context
def audit(
    ctx: click.Context,
    paths: tuple[str, ...],
    output: str | None,
    page: str | None,
    definition: str | None,
    processes: int | None,
    format_: str,
    force: bool,
) -> None:
    """Find what is wrong in published reports."""
    from xlsreport.published.audit.auditing import audit as audit_reports
    from xlsreport.published.audit.output.audit_json import audit_json
    from xlsreport.published.audit.output.audit_lines import audit_lines
    from xlsreport.published.candidate_definitions import candidates_of

    messages = user_messages()
    if output:
        expect_output(output, *_FORMS)
    if page:
        expect_output(page, ".html")
    found = audit_reports(
        paths,
        candidates_of(definition_or_here(definition), messages),
        messages.language,
        processes=processes,
        leave_out=[Path(path) for path in (output, page) if path],
        watch=lambda items, count, work: _watched(items, count, work, messages),
    )
    if format_ == "json":
        echo_json(audit_json(found))
    else:
        for line in audit_lines(found, whole=not output):
            echo_line(line)
    for path in filter(None, (output, page)):
        form = _FORMS.get(suffix_of(path).lower(), _json_bytes)  # a device has no suffix
        write_guarded_output(path, form(found, Path(path).parent), force=force)
        if format_ != "json":
            echo_line(messages("command.written", file=path))
    ctx.exit(_EXIT_CODES[found.verdict])


def _json_bytes(found: Audit, _: Path) -> bytes:
    from xlsreport.published.audit.output.audit_json import audit_json

    return json.dumps(audit_json(found), ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace")


def _workbook(found: Audit, folder: Path) -> bytes:
    from xlsreport.published.audit.output.audit_workbook import audit_workbook

    return audit_workbook(found, folder)


def _page(found: Audit, folder: Path) -> bytes:
    from xlsreport.published.audit.output.audit_page import audit_page

    return audit_page(found, folder).encode()


_FORMS: dict[str, Callable[[Audit, Path], bytes]] = {
    ".xlsx": _workbook,
    ".html": _page,
    ".json": _json_bytes,
}


def _watched(
    items: Iterator[Any], count: int, work: Literal["reading", "judging"], messages: Messages
) -> Iterable[Any]:
    return progress(items, length=lambda: count, label=messages(f"audit.progress_{work}"))
