"""Makes the final report from one filled workbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from xlsreport.checking.findings import Finding
from xlsreport.cli.common_options import (
    expect_writable,
    suffix_of,
    unknown_suffix,
    user_messages,
    write_guarded_output,
)
from xlsreport.cli.group import FOUND_ERRORS
from xlsreport.cli.printable import echo_line
from xlsreport.cli.report_commands.check_command import print_findings
from xlsreport.cli.report_commands.render_arguments import RenderArguments
from xlsreport.cli.round_access.workbook_in_round import read_workbook_here
from xlsreport.cli.round_here import definition_or_here
from xlsreport.cli.translations.language_options import chosen_locale
from xlsreport.definition.loading.definition_loading import load_definition
from xlsreport.document.content.report_builder import build_document
from xlsreport.document.content.translated_submission import submission_in
from xlsreport.document.format_names import FORMATS
from xlsreport.document.output_formats import known_format, render
from xlsreport.document.proof.verification import verify
from xlsreport.document.site_metadata import checked_site
from xlsreport.inspection.submission_check import check
from xlsreport.messages.locales import messages_in
from xlsreport.submission.submission import Submission

if TYPE_CHECKING:
    from xlsreport.document.docx.style_document import StyleDocument


@dataclass(frozen=True, slots=True)
class FileToRender:
    """A workbook, the report to write, whether as a draft, and the definition where it is not the workbook's own."""

    file: str
    output: str
    draft: bool
    definition: str | None


def render_file(ctx: click.Context, one: FileToRender, arguments: RenderArguments) -> None:
    """Write the report; or list the errors that it still has, and end with their code."""
    messages = user_messages()
    suffix = suffix_of(one.output)
    if not suffix:
        raise unknown_suffix(one.output, *(f".{format_}" for format_ in FORMATS))
    format_ = known_format(suffix, messages)
    arguments.expect([format_])
    expect_writable(one.output)
    style = None if arguments.style is None else _style_of(arguments.style)
    source = definition_or_here(one.definition)
    definition = load_definition(source, messages) if source else None
    submission = read_workbook_here(one.file, definition, messages)
    findings = check(submission)
    if not one.draft:
        _refuse_errors(ctx, submission, findings, one.file)
    if arguments.language is not None:
        submission = submission_in(submission, chosen_locale(submission.definition, arguments.language, messages))
    document = build_document(
        submission,
        draft=one.draft,
        findings=findings,
        page_style=arguments.page_style,
        pictures=arguments.pictures.wanted,
        previous=arguments.pictures.last_year_of(submission, source, messages),
    )
    meta = checked_site(arguments.site, document.page_style, messages_in(document.language))
    content = render(document, format_, style=style, meta=meta)
    if arguments.verified:
        verify(content, format_, submission, document.page_style)
    write_guarded_output(one.output, content, force=arguments.force)
    echo_line(messages("command.written", file=one.output))


def _style_of(path: str) -> StyleDocument:
    from xlsreport.cli.report_commands.office_styles import read_office_styles  # rarely needed

    return read_office_styles(path)


def _refuse_errors(ctx: click.Context, submission: Submission, findings: Iterable[Finding], file: str) -> None:
    errors = tuple(finding for finding in findings if finding.severity == "error")
    if errors:
        own = submission.definition.messages
        echo_line(own("command.refused", file=file, count=len(errors)), err=True)
        print_findings(errors, own)
        ctx.exit(FOUND_ERRORS)
