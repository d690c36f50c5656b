"""The folder that the demonstration leaves behind, which no test changes: made once in each language."""

from __future__ import annotations

from contextlib import chdir
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from xlsreport.cli.group import main

_FOLDER = TemporaryDirectory(prefix="xlsreport-tests-")


@cache
def demonstration(language: str) -> tuple[Path, str]:
    """The folder, and what was said; a folder of the usual name was there before."""
    here = Path(_FOLDER.name, language)
    (here / "xlsreport-demo").mkdir(parents=True)
    with chdir(here):
        result = CliRunner(env={"XLSREPORT_LANG": language}).invoke(main, ["demo"])
    assert result.exit_code == 0, result.output
    return here / "xlsreport-demo-2", result.output
