"""Times the PDF of a report against the report's Word file converted by LibreOffice, by turns.

Usage: ``python bench/pdf.py [--repeat 5] [--reports 10]``. Every report is another one, so that nothing that was set
before serves again. It ends with 1 where LibreOffice, started for each file, takes less than ten times as long.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from xlsreport import build_document, read_workbook, render
from xlsreport.document.content.model import Document, Paragraph

_ROOT = Path(__file__).resolve().parent.parent
_SAMPLE = _ROOT / "samples" / "shuyang-2025" / "workbook.xlsx"
_SCRIPT = Path(sys.executable).with_name("xlsreport.exe" if os.name == "nt" else "xlsreport")
_LEAST = 10.0
_OURS, _STARTED, _TOGETHER = (
    "PDF, in process",
    "docx by LibreOffice, started for each",
    "docx by LibreOffice, {} in a start",
)
_COMMAND, _WORD = "`xlsreport render` to PDF, the whole command", "docx, in process"


def main() -> int:
    """Make each so often, and print their table."""
    parser = argparse.ArgumentParser(description="Times the PDF against LibreOffice.")
    parser.add_argument("--repeat", type=int, default=5, help="(%(default)s)")
    parser.add_argument("--reports", type=int, default=10, help="that LibreOffice converts in one start (%(default)s)")
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        seconds = _measure(chosen.repeat, chosen.reports, Path(folder))
    ours = min(seconds[_OURS])
    print("| | ms per report, least | median | times as long |\n|---|--:|--:|--:|")
    for name, taken in seconds.items():
        row = f"{min(taken) * 1000:.0f} | {median(taken) * 1000:.0f} | {min(taken) / ours:.1f}"
        print(f"| {name.format(chosen.reports)} | {row} |")
    return 0 if min(seconds[_STARTED]) >= _LEAST * ours else 1


def _measure(repeat: int, reports: int, folder: Path) -> dict[str, list[float]]:
    seconds: dict[str, list[float]] = {name: [] for name in (_OURS, _WORD, _COMMAND, _STARTED, _TOGETHER)}
    documents = _documents()
    render(next(documents), "pdf")  # looks for the fonts
    for _ in range(repeat):
        document = next(documents)
        seconds[_OURS].append(_timed(partial(render, document, "pdf")))
        seconds[_WORD].append(_timed(partial(render, document, "docx")))
        command = [str(_SCRIPT), "render", str(_SAMPLE), "-o", str(folder / "report.pdf")]
        seconds[_COMMAND].append(_timed(partial(_run, command)))
        files = [_word_file(folder, next(documents), number) for number in range(reports)]
        seconds[_STARTED].append(_timed(partial(_convert, files[:1], folder)))
        seconds[_TOGETHER].append(_timed(partial(_convert, files, folder)) / reports)
    return seconds


def _documents() -> Iterator[Document]:
    """The sample's report again and again, with a paragraph that each other one has differently."""
    document = build_document(read_workbook(_SAMPLE))
    number = 0
    while True:
        number += 1
        parts = [
            replace(part, text=f"{number}{part.text}") if isinstance(part, Paragraph) else part
            for part in document.parts
        ]
        yield replace(document, parts=tuple(parts), agency=f"{number}{document.agency}")


def _word_file(folder: Path, document: Document, number: int) -> Path:
    path = folder / f"{number}.docx"
    path.write_bytes(render(document, "docx"))
    return path


def _convert(files: list[Path], folder: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        sys.exit("This measurement needs LibreOffice: there is no soffice on PATH.")
    profile = (folder / "profile").as_uri()
    command = [
        soffice,
        "--headless",
        f"-env:UserInstallation={profile}",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder / "out"),
    ]
    _run([*command, *map(str, files)])


def _run(command: list[str]) -> None:
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
