"""Bundles workbooks in zip archives by the agency above, which passes them on."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from xlsreport.errors import RoundError
from xlsreport.messages import Messages
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.round.files.guarded_output import OutputFile, put_unless_changed
from xlsreport.round.files.safe_filenames import distinct_names
from xlsreport.round.folder import Round
from xlsreport.round.outgoing.distribution import DistributedWorkbook
from xlsreport.submission.intake.input_file import read_input

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""The time of every member, so that the same workbooks give the same bytes."""


def write_bundles(round_: Round, done: Sequence[DistributedWorkbook]) -> Iterator[OutputFile]:
    """Write an archive for each agency with others directly below it, with its workbook and theirs; one for the rest.

    An archive that somebody has changed is left as it is.

    Raises:
        RoundError: an archive cannot be written, or a workbook cannot be put into one.
    """
    bundles: dict[str, list[DistributedWorkbook]] = {}
    for one in done:
        above = one.agency.code if round_.roster.children(one.agency.code) else one.agency.parent
        bundles.setdefault(above, []).append(one)
    names = distinct_names({code: _title(round_, code) for code in bundles})
    for code, members in bundles.items():
        path = round_.subfolder("round.distributed") / f"{names[code]}.zip"
        yield put_unless_changed(path, _archive(members, round_.messages), round_.messages)


def _title(round_: Round, code: str) -> str:
    agency = round_.roster.get(code)
    return f"{code}-{agency.name}" if agency else round_.messages("distribute.others")


def _archive(members: Sequence[DistributedWorkbook], messages: Messages) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:  # workbooks are compressed already
        for member in members:
            archive.writestr(zipfile.ZipInfo(member.path.name, _FIXED_TIME), _content(member.path, messages))
    return stream.getvalue()


def _content(path: Path, messages: Messages) -> bytes:
    try:
        return read_input(path)
    except InvalidFileError as error:
        reason = messages(f"rejected.{error.key}", **error.values)
        raise RoundError(messages("distribute.unread", file=path, reason=reason)) from None
