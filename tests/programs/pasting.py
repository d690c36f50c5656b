"""Pastes into workbooks in LibreOffice Calc, from the real clipboard of a virtual screen; run by LibreOffice's Python.

Standard input is a JSON list of jobs: ``{"workbook": file, "sheet": name, "cell": "B6", "target": file, "rows": 9,
"columns": 4}`` with either ``"text"``, which another program has copied, or ``"document"``: paragraphs as texts and
tables as lists of rows, which are written in Writer and copied there. Standard output is a JSON list with, for each
job, the cells from the first on, row by row: what each shows, and whether it is locked and wraps its text.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import DEVNULL
from tempfile import TemporaryDirectory
from typing import Any

import uno  # type: ignore[import-not-found]  # comes with LibreOffice
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]
from com.sun.star.lang import DisposedException  # type: ignore[import-not-found]

_PATIENCE = 40
"""Seconds until an answer is given up: sometimes no dialog opens, and whoever started this tries once more."""
_START = 60
"""Seconds that LibreOffice may take to start on a busy machine."""
_BREAK = uno.getConstantByName("com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK")
Document = Any
Job = dict[str, Any]


class Office:
    """LibreOffice on a virtual screen."""

    def __init__(self, context: Any, screen: str) -> None:
        services = context.ServiceManager
        self._screen = screen
        self._desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self._hand = services.createInstanceWithContext("org.libreoffice.uitest.UITest", context)
        self._dispatcher = services.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)

    def do(self, job: Job) -> list[list[list[Any]]]:
        """Copy, paste, save, and look."""
        written = self._copied(job)
        book = self.open(Path(job["workbook"]).as_uri())
        sheet = book.Sheets.getByName(job["sheet"])
        book.CurrentController.setActiveSheet(sheet)
        first = sheet.getCellRangeByName(job["cell"])
        book.CurrentController.select(first)
        before = first.String
        if written is None:
            self._paste_text()
        else:
            self._dispatch(book, ".uno:Paste")
        _wait(lambda: first.String != before)
        book.storeToURL(Path(job["target"]).as_uri(), (_property("FilterName", "Calc MS Excel 2007 XML"),))
        at = first.CellAddress
        cells = [
            [sheet.getCellByPosition(at.Column + c, at.Row + r) for c in range(job["columns"])]
            for r in range(job["rows"])
        ]
        seen = [[[cell.String, cell.CellProtection.IsLocked, cell.IsTextWrapped] for cell in row] for row in cells]
        for document in filter(None, (book, written)):
            document.close(True)
        return seen

    def stop(self) -> None:
        """End the program."""
        with suppress(DisposedException):
            self._desktop.terminate()

    def open(self, url: str) -> Document:
        """The document, in a window."""
        return self._desktop.loadComponentFromURL(url, "_blank", 0, ())

    def _dispatch(self, document: Document, command: str) -> None:
        self._dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, ())

    def _copied(self, job: Job) -> Document | None:
        """The document that was copied, or None where another program copied a text."""
        if "text" in job:
            environment = {**os.environ, "DISPLAY": self._screen}
            subprocess.run(
                ["xclip", "-selection", "clipboard"], input=job["text"].encode(), env=environment, check=True
            )
            return None
        document = self.open("private:factory/swriter")
        _write(document, job["document"])
        self._dispatch(document, ".uno:SelectAll")
        self._dispatch(document, ".uno:SelectAll")  # the first selects no more than a table at the beginning
        self._dispatch(document, ".uno:Copy")
        return document

    def _paste_text(self) -> None:
        """Paste, and press OK in the dialog that asks how a text is to be parted: at tabs, as it proposes."""
        self._hand.executeDialog(".uno:Paste")
        _wait(lambda: "ok" in self._hand.getTopFocusWindow().getChildren())
        self._hand.getTopFocusWindow().getChild("ok").executeAction("CLICK", ())


def _write(document: Document, content: list[Any]) -> None:
    text = document.Text
    for number, piece in enumerate(content):
        cursor = text.createTextCursorByRange(text.End)
        if isinstance(piece, str):
            text.insertString(cursor, piece, False)
        else:
            table = document.createInstance("com.sun.star.text.TextTable")
            table.initialize(len(piece), len(piece[0]))
            text.insertTextContent(cursor, table, False)
            table.setDataArray(tuple(map(tuple, piece)))
        if isinstance(piece, str) and number < len(content) - 1:
            text.insertControlCharacter(text.End, _BREAK, False)


def _property(name: str, value: object) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def _wait(until: Any) -> None:
    end = time.monotonic() + _PATIENCE
    while not until():
        if time.monotonic() > end:
            sys.exit("LibreOffice did not do what it was asked")
        time.sleep(0.1)


@contextmanager
def virtual_screen() -> Iterator[str]:
    """A virtual screen; its name."""
    reading, writing = os.pipe()
    # By default it starts anew when its last client leaves, as LibreOffice's splash does, and lets nobody in meanwhile.
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=(writing,), stdout=DEVNULL, stderr=DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as said:
                yield f":{said.readline().strip()}"
        finally:
            server.terminate()


@contextmanager
def office_on(screen: str) -> Iterator[Office]:
    with TemporaryDirectory() as profile:
        pipe = f"xlsreport-{os.getpid()}"
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--norestore", "--nologo"]
        command += [f"--accept=pipe,name={pipe};urp"]
        environment = {**os.environ, "DISPLAY": screen}
        with subprocess.Popen(command, env=environment, stdout=DEVNULL, stderr=DEVNULL) as program:
            try:
                office = Office(_context(pipe, program), screen)
                try:
                    yield office
                finally:
                    office.stop()
                    with suppress(subprocess.TimeoutExpired):
                        program.wait(_PATIENCE)
            finally:
                program.kill()


def _context(pipe: str, program: subprocess.Popen[bytes]) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + _START
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if program.poll() is not None or time.monotonic() > end:
                sys.exit("LibreOffice did not start")
            time.sleep(0.2)


if __name__ == "__main__":
    with virtual_screen() as screen, office_on(screen) as office:
        json.dump([office.do(job) for job in json.load(sys.stdin)], sys.stdout)
