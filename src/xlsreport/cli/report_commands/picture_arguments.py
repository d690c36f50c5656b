"""The options about pictures, and last year's figures with which pictures compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import click

from xlsreport.cli.common_options import user_messages
from xlsreport.cli.parameter_types import FILE
from xlsreport.cli.printable import echo_line
from xlsreport.messages import Messages

if TYPE_CHECKING:
    from xlsreport.definition.definition import Definition
    from xlsreport.definition.place import Place
    from xlsreport.submission.submission import Submission
    from xlsreport.values import Number

pictures_option = click.option("--pictures", is_flag=True)
previous_option = click.option(
    "--previous",
    type=FILE,
    metavar="PATH",
)

Figures: TypeAlias = "Mapping[Place, Number]"


@dataclass(frozen=True, slots=True)
class PictureArguments:
    """Whether pictures are wanted, and the path of last year's figures."""

    wanted: bool
    previous: str | None

    def __post_init__(self) -> None:
        if self.previous is not None and not self.wanted:
            raise click.UsageError(user_messages()("command.previous_use"))

    def last_year_of(self, submission: Submission, source: str | None, messages: Messages) -> Figures | None:
        """Last year's figures for the pictures of one report, out of the workbook that was named.

        Definitions of earlier editions are looked for beside ``source``, the file of the definition.

        Raises:
            PreviousError: it is not last year's.
            RejectedWorkbookError: it cannot be read.
        """
        definition = submission.definition
        self.remark_on_none(definition)
        if self.previous is None:
            return None
        from xlsreport.checking.across_years import previous_figures  # seldom needed; it loads what checks
        from xlsreport.cli.report_commands.earlier_workbook import print_previous_remarks, read_earlier_workbook

        before = read_earlier_workbook(self.previous, definition, source, messages)
        figures = previous_figures(
            definition, submission.year, before, definition.pictured_places, part=submission.part
        )
        print_previous_remarks(before, submission, definition.pictured_places)
        return figures

    def remark_on_none(self, definition: Definition) -> None:
        """Print a remark if pictures are wanted and the definition declares none."""
        if self.wanted and not definition.pictures:
            echo_line(definition.messages("picture.none"), err=True)
