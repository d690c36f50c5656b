"""Of files that are examined few are read ahead, and fewer where what was read of them is much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from support.rounds import send, small_round
from xlsreport.round.folder import Round
from xlsreport.round.incoming import file_examination
from xlsreport.round.incoming.file_examination import CheckedFile, FileExaminer
from xlsreport.round.incoming.inbox import IncomingFile
from xlsreport.round.processing.round_reader import open_reader

pytestmark = pytest.mark.slow


def read_ahead(round_: Round, paths: Sequence[Path]) -> list[int]:
    """For each file that was examined, how many were taken to be read by then and not examined."""
    taken: list[Path] = []

    def files() -> Iterator[IncomingFile]:
        for path in paths:
            taken.append(path)
            yield IncomingFile(str(path), path)

    with open_reader(round_) as reader:
        examined = [(len(taken), found) for found in FileExaminer(reader).examine(files())]
    assert [found.receipt.origin for _, found in examined if isinstance(found, CheckedFile)] == list(map(str, paths))
    return [count - number for number, (count, _) in enumerate(examined, 1)]


def test_eight_files_are_read_ahead_or_as_many_as_are_not_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_ = small_round(tmp_path / "round", 9)
    paths = send(round_, tmp_path / "in", [one.code for one in round_.roster])
    assert read_ahead(round_, paths) == [7, 6, 5, 4, 3, 2, 1, 0, 0]
    monkeypatch.setattr(file_examination, "_MAX_READ_BYTES", 5 * paths[0].stat().st_size // 2)
    assert read_ahead(round_, paths[:4]) == [2, 1, 0, 0]
    long = send(round_, tmp_path / "long", ["001", "002"], summary=["x" * 30_000] * 4)
    monkeypatch.setattr(file_examination, "_MAX_READ_BYTES", 100_000)
    assert long[0].stat().st_size < 100_000
    assert read_ahead(round_, long) == [0, 0]
