"""Lets LibreOffice turn old and rare kinds of files into Word files or workbooks, where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from xlsreport.published.publication.unreadable import UnreadablePublicationError

Target = Literal["docx", "xlsx"]
_FILTERS: Mapping[Target, str] = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_SECONDS = 120
"""After which a conversion is given up; one takes two to four, and many at once longer."""
_PROGRAMS = ("soffice", "libreoffice")
_WINDOWS_FOLDERS = ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)")
_MAC = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""
"""No macro runs, and nothing that a file links to is fetched."""


def converted(data: bytes, ending: str, to: Target) -> bytes:
    """What LibreOffice reads in a file, as a Word file or a workbook.

    Args:
        data: the bytes of the file.
        ending: that of its kind, such as ``doc``, by which LibreOffice knows it.
        to: the kind to make of it.

    Raises:
        UnreadablePublicationError: LibreOffice is not installed, or cannot open the file.
    """
    program = office_program()
    if program is None:
        raise UnreadablePublicationError("no_office", kind=ending)
    with TemporaryDirectory(prefix="xlsreport-") as folder:
        source, target = Path(folder, f"report.{ending}"), Path(folder, "out", f"report.{to}")
        source.write_bytes(data)
        settings = Path(folder, "profile", "user", "registrymodifications.xcu")
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        _run(
            program,
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            *("--headless", "--norestore", "--convert-to", _FILTERS[to]),
            *("--outdir", str(target.parent), str(source)),
        )
        made = target.read_bytes() if target.is_file() else None
    if made is None:
        raise UnreadablePublicationError("damaged")
    return made


@cache
def office_program() -> str | None:
    """The program of LibreOffice; None where it is not installed."""
    found = next((path for name in _PROGRAMS if (path := shutil.which(name)) is not None), None)
    return found or next((str(path) for path in _usual_places() if path.is_file()), None)


def _usual_places() -> Iterator[Path]:
    """Where Windows and macOS have it, whose installers put it on no path."""
    folders = (os.environ.get(name) for name in _WINDOWS_FOLDERS)
    yield from (Path(folder, "LibreOffice", "program", "soffice.exe") for folder in folders if folder)
    yield Path(_MAC)


def _run(program: str, *arguments: str) -> None:
    """Run LibreOffice, and end it with all that it started where it takes too long."""
    process = subprocess.Popen(
        [program, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        _end(process)
        raise UnreadablePublicationError("office_too_slow", seconds=_SECONDS) from None


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)  # the program starts another, which does the work
    process.wait()
