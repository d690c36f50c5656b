"""Names the file in the sentence about one that cannot be read, where a command was given several."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from xlsreport.errors import RejectedWorkbookError
from xlsreport.messages import Messages


@contextmanager
def naming(file: str, messages: Messages) -> Iterator[None]:
    """Say of which file it is that a workbook is refused.

    Raises:
        RejectedWorkbookError: the refusal, with the file's name.
    """
    try:
        yield
    except RejectedWorkbookError as error:
        sentence = messages("command.rejected", file=file, reason=error)
        raise RejectedWorkbookError(sentence, error.definition) from None
