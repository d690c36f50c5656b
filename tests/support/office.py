"""Runs LibreOffice on workbooks: the spreadsheet engine against which the workbook's own values are tested."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from support.patience import HANG_SECONDS

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""
"""Recalculate always on loading; by default LibreOffice believes the values of files that it did not write itself."""


def soffice() -> str:
    """The program, which must be there."""
    found = shutil.which("soffice")
    assert found is not None, "these tests need LibreOffice: there is no soffice on PATH"
    return found


def recalculated(files: Sequence[Path], folder: Path) -> list[Path]:
    """Let LibreOffice open the files, calculate every formula and save them as .xlsx files, see :func:`converted`."""
    return converted(files, folder, "xlsx:Calc MS Excel 2007 XML")


def converted(files: Sequence[Path], folder: Path, form: str) -> list[Path]:
    """Let LibreOffice open the files and save them into ``folder`` in a format such as ``ods``, under their own stems.

    All in one start, with a profile of its own, so that test processes do not meet.
    """
    folder.mkdir(parents=True, exist_ok=True)
    targets = [folder / f"{file.stem}.{form.partition(':')[0]}" for file in files]
    with TemporaryDirectory() as profile:
        settings = Path(profile, "user", "registrymodifications.xcu")
        settings.parent.mkdir()
        settings.write_text(_SETTINGS, encoding="utf-8")
        command = [soffice(), "--headless", f"-env:UserInstallation={Path(profile).as_uri()}"]
        command += ["--convert-to", form, "--outdir", str(folder), *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=HANG_SECONDS, check=False)
    missing = [target.name for target in targets if not target.is_file()]
    assert not missing, f"LibreOffice did not write {missing}: {done.stdout}{done.stderr}"
    return targets
