"""Writes the files of a folder that belong together: all of them, or none."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

from xlsreport.messages import Messages
from xlsreport.round.files.atomic_write import StagedFile


def write_together(folder: Path, files: Mapping[str, bytes], messages: Messages) -> None:
    """Write files into a folder; where one of them cannot be written, as on a full disk, it is as it was before.

    All are written under temporary names before the first is moved to its own, in the order in which they are given:
    the file that makes the folder what it is goes last. A run that is killed meanwhile leaves nothing but temporary
    files, which :func:`is_begun_file` knows.

    Raises:
        RoundError: a file cannot be written.
    """
    is_new = not os.path.exists(folder)  # noqa: PTH110 - no error for a name that no file can have
    try:
        with ExitStack() as stack:
            staged = [stack.enter_context(StagedFile(folder / name, data, messages)) for name, data in files.items()]
            for one in staged:
                one.put()
    except BaseException:
        if is_new:
            with suppress(OSError):
                folder.rmdir()
        raise


def is_begun_file(name: str) -> bool:
    """Whether a file of this name was being written when its program was killed."""
    return name.startswith("~$") and name.endswith(".tmp")
