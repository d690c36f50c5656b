"""What a program wrote is written anew by one command, which names what is stale."""

from __future__ import annotations

import re
from pathlib import Path

from generated_files import GENERATORS, ROOT, Files, missed_numbers, refresh, samples

QUICK = [generator for generator in GENERATORS if generator not in (samples, missed_numbers)]
"""These two have their own tests."""
SAYS_SO = re.compile(r"(written by|[Mm]ade from the commands by|由) `python -m")


def test_a_stale_file_is_named_and_left_alone_or_written_anew(tmp_path: Path) -> None:
    current, old, missing, extra = (tmp_path / name for name in ("current", "old", "missing", "extra"))
    current.write_text("as it should be", encoding="utf-8")
    old.write_text("as it was", encoding="utf-8")
    extra.touch()

    def generator() -> Files:
        return {current: b"as it should be", old: b"as it should be", missing: b"as it should be", extra: None}

    assert list(refresh([generator], only_check=True)) == [old, missing, extra]
    assert old.read_text(encoding="utf-8") == "as it was"
    assert list(refresh([generator], only_check=False)) == [old, missing, extra]
    assert list(refresh([generator], only_check=True)) == []
    assert sorted(file.name for file in tmp_path.iterdir()) == ["current", "missing", "old"]


def test_nothing_is_stale() -> None:
    stale = [file.relative_to(ROOT).as_posix() for file in refresh(QUICK, only_check=True)]
    assert not stale, "run: nox -s regenerate"


def test_every_page_that_says_a_program_writes_it_has_its_generator() -> None:
    known = {file for generator in QUICK for file in generator()}
    said = {page for page in ROOT.glob("docs/**/*.md") if SAYS_SO.search(page.read_text(encoding="utf-8"))}
    assert said
    assert said <= known
