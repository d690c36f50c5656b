"""Bundles workbooks by the agency above, for offices that pass them on through it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from xlsreport.round.distribution import Distributed
from xlsreport.round.filenames import safe_name
from xlsreport.round.folder import Round
from xlsreport.round.writing import write_whole

_ALWAYS = (1980, 1, 1, 0, 0, 0)
"""Archives carry no time, so that the same workbooks give the same bytes."""


def write_bundles(round_: Round, done: Sequence[Distributed]) -> Iterator[Path]:
    """Write an archive for each agency that stands above others, with its own workbook and theirs; one for the rest."""
    bundles: dict[str, list[Distributed]] = {}
    for one in done:
        above = one.agency.code if round_.roster.children(one.agency.code) else one.agency.parent
        bundles.setdefault(above, []).append(one)
    for code, members in bundles.items():
        agency = round_.roster.get(code)
        stem = f"{code}-{agency.name}" if agency else round_.messages("distribute.others")
        path = round_.subfolder("round.distributed") / f"{safe_name(stem)}.zip"
        write_whole(path, _archive(members), round_.messages)
        yield path


def _archive(members: Sequence[Distributed]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:  # workbooks are compressed already
        for member in members:
            archive.writestr(zipfile.ZipInfo(member.path.name, _ALWAYS), member.path.read_bytes())
    return stream.getvalue()
