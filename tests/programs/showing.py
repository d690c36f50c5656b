"""Shows sheets in LibreOffice Calc on a virtual screen, one after the other; run by LibreOffice's Python.

Standard input has a line for each sheet to be shown: ``{"workbook": file, "sheet": name, "cell": "B6"}``, in JSON, with
the cell that is selected. Standard output says the screen's name, and then ``shown`` for each, as soon as it is.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import uno  # type: ignore[import-not-found]  # comes with LibreOffice
from pasting import office_on, virtual_screen  # type: ignore[import-not-found]  # the file beside this one

_WHOLE = uno.getConstantByName("com.sun.star.awt.PosSize.POSSIZE")
_PAINTING = 3.0
"""Seconds until a window is surely painted; nothing tells."""


def main() -> None:
    """Show what is asked for until there is no more."""
    with virtual_screen() as screen, office_on(screen) as office:
        _say(screen)
        for line in sys.stdin:
            job = json.loads(line)
            book = office.open(Path(job["workbook"]).as_uri())
            controller = book.CurrentController
            controller.Frame.ContainerWindow.setPosSize(0, 0, 1366, 768, _WHOLE)
            sheet = book.Sheets.getByName(job["sheet"])
            controller.setActiveSheet(sheet)
            controller.select(sheet.getCellRangeByName(job["cell"]))
            time.sleep(_PAINTING)
            _say("shown")
            sys.stdin.readline()
            book.close(True)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
