"""Runs LibreOffice on workbooks: the spreadsheet engine against which the workbook's own values are tested."""

from __future__ import annotations

import json
import select
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from subprocess import DEVNULL, PIPE
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

_MAX_FILES = 200
"""After so many a LibreOffice has grown to nearly a gigabyte, and makes room for another."""

UNTIL_CLOSED = ("sh", "-c", 'exec 3<&0; (read -r _ <&3; kill -KILL 0) & "$@" 3<&-; kill -KILL 0', "sh")
"""Runs a command until it ends or standard input is closed, as it is when the tests are killed; then ends its group,
which has to be one of its own."""


BRIDGE = Path(__file__).with_name("office_values.py")
FormulaCell = tuple[int, int, bool]
"""The row and the column of a formula, from 0, and whether it may give a truth value."""


def python_of_the_bridge() -> str:
    """The Python that LibreOffice's bridge is installed for."""
    return shutil.which("python3", path="/usr/bin") or "python3"


def soffice() -> str:
    """The program, which must be there."""
    found = shutil.which("soffice")
    assert found is not None, "these tests need LibreOffice: there is no soffice on PATH"
    return found


class _RunningOffice:
    """A LibreOffice with a profile of its own, so that test processes do not meet.

    It holds a document open, since without one it ends after each conversion, and every start takes two seconds.
    """

    def __init__(self) -> None:
        self._folder = TemporaryDirectory()
        folder = Path(self._folder.name)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        self._profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        held = folder / "held.txt"
        held.touch()
        self._pipe = f"tests{folder.name}"
        listening = f"--accept=pipe,name={self._pipe};urp;"
        command = [soffice(), "--headless", "--norestore", listening, self._profile, str(held)]
        self._process = subprocess.Popen(
            [*UNTIL_CLOSED, *command],
            stdin=subprocess.PIPE,
            stdout=DEVNULL,
            stderr=DEVNULL,
            start_new_session=True,
        )
        self._files = 0
        self._wait_for(held.with_name(f".~lock.{held.name}#"))

    def _wait_for(self, opened: Path) -> None:
        end = time.monotonic() + HANG_SECONDS
        while not opened.exists():
            assert self.is_running, "LibreOffice ended while it started"
            assert time.monotonic() < end, "LibreOffice does not start"
            time.sleep(0.05)

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    @property
    def is_worn_out(self) -> bool:
        return self._files > _MAX_FILES

    def convert(self, files: Sequence[Path], folder: Path, form: str) -> str:
        """Hand it the files; what it says of them."""
        command = [soffice(), "--headless", self._profile, "--convert-to", form, "--outdir", str(folder)]
        command += map(str, files)
        self._files += len(files)
        done = subprocess.run(command, capture_output=True, text=True, timeout=HANG_SECONDS, check=False)
        return f"{done.stdout}{done.stderr}"

    @cached_property
    def _bridge(self) -> subprocess.Popen[str]:
        command = [python_of_the_bridge(), str(BRIDGE), self._pipe]
        return subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, text=True, start_new_session=True)

    def values(self, file: Path, cells: Mapping[str, Sequence[FormulaCell]]) -> Mapping[str, list[str | float]] | None:
        """What it makes of formulas; None where it died of them."""
        self._files += 1
        asked, told = self._bridge.stdin, self._bridge.stdout
        assert asked is not None
        assert told is not None
        asked.write(json.dumps({"file": str(file.resolve()), "cells": cells}) + "\n")
        asked.flush()
        assert select.select([told], [], [], HANG_SECONDS)[0], f"LibreOffice does not calculate {file.name}"
        answer = told.readline()
        return json.loads(answer) if answer else None

    def stop(self) -> None:
        for process in [self._bridge] if "_bridge" in vars(self) else []:
            process.communicate()
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        self._folder.cleanup()


_running: list[_RunningOffice] = []
"""That of this process, once it was needed."""


def _office() -> _RunningOffice:
    if _running and (_running[0].is_worn_out or not _running[0].is_running):
        stop_office()
    if not _running:
        _running.append(_RunningOffice())
    return _running[0]


def stop_office() -> None:
    """End the LibreOffice of this process, if there is one."""
    while _running:
        _running.pop().stop()


def recalculated(files: Sequence[Path], folder: Path) -> list[Path]:
    """Let LibreOffice open the files, calculate every formula and save them as .xlsx files, see :func:`converted`."""
    return converted(files, folder, "xlsx:Calc MS Excel 2007 XML")


def calculated(file: Path, cells: Mapping[str, Sequence[FormulaCell]]) -> Mapping[str, list[str | float]]:
    """Let LibreOffice open a file and calculate every formula; what each of some comes to, by sheet, in their order.

    It takes half as long as to have the file saved and to read that. Where it dies of it, another one is asked.
    """
    for _ in range(2):
        values = _office().values(file, cells)
        if values is not None:
            return values
        stop_office()
    raise AssertionError(f"LibreOffice does not calculate {file.name}")


def converted(files: Sequence[Path], folder: Path, form: str) -> list[Path]:
    """Let LibreOffice open the files and save them into ``folder`` in a format such as ``ods``, under their own stems.

    All tests of a process share one that runs; where it dies of something, another is started for what is left.
    """
    folder.mkdir(parents=True, exist_ok=True)
    targets = {file: folder / f"{file.stem}.{form.partition(':')[0]}" for file in files}
    for target in targets.values():
        target.unlink(missing_ok=True)
    said = ""
    for _ in range(2):
        left = [file for file, target in targets.items() if not target.is_file()]
        said += _office().convert(left, folder, form) if left else ""
    missing = [target.name for target in targets.values() if not target.is_file()]
    assert not missing, f"LibreOffice did not write {missing}: {said}"
    return list(targets.values())
