"""The options of ``render`` that apply to one report as well as to those of a round."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import click

from xlsreport.cli.common_options import user_messages
from xlsreport.cli.report_commands.picture_arguments import PictureArguments
from xlsreport.definition.paper_sizes import PageStyleName
from xlsreport.document.format_names import Format
from xlsreport.errors import FormatError


@dataclass(frozen=True, slots=True)
class RenderArguments:
    """How reports are to be: the options of ``render``, as they were given."""

    page_style: PageStyleName | None
    style: str | None
    site: Mapping[str, object]
    pictures: PictureArguments
    verified: bool
    force: bool
    language: str | None = None

    def expect(self, formats: Collection[Format]) -> None:
        """Refuse options that none of the formats uses.

        Raises:
            FormatError: there are styles for Word, and no Word report.
            UsageError: there is something for a web page to state, and no web page.
        """
        if self.style is not None and "docx" not in formats:
            raise FormatError(user_messages()("style.word_only", suffix=f".{next(iter(formats))}"))
        if self.site and "html" not in formats:
            raise click.UsageError(user_messages()("command.site_use"))
