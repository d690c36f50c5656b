"""The folder that the demonstration leaves behind, which no test changes: made once in each language."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from support.made_once import made_once
from support.shell import folder_with_the_command, run_all

TYPED = "xlsreport demo"
"""As the README has it, for a shell."""
IN_THE_WAY = "xlsreport-demo"
"""A folder that is there before, where the demonstration is one in English."""
_FOLDER = TemporaryDirectory(prefix="xlsreport-tests-")


@cache
def demonstration(language: str, run_folder: Path) -> tuple[Path, str]:
    """The folder, and what was said.

    Of what all processes of the run share this one takes a copy: who opens a round there may write beside its ledger.
    """
    made = made_once(run_folder / f"demonstration-{language}", lambda folder: _type(language, folder))
    own = Path(shutil.copytree(made / "here", Path(_FOLDER.name, language)))
    folder = max(own.iterdir(), key=lambda path: len(path.name))
    return folder, (made / "said").read_text(encoding="utf-8")


def _type(language: str, folder: Path) -> None:
    here = folder / "here"
    here.mkdir()
    if language == "en":
        (here / IN_THE_WAY).mkdir()
    [(_, code, said)] = run_all([TYPED], here, folder_with_the_command(folder), language)
    assert code == 0, said
    (folder / "said").write_text(said, encoding="utf-8")
