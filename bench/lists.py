"""Times a long list: written, read, checked, opened by LibreOffice, compared with what was given out, and rendered.

Usage: ``python bench/lists.py [--lines 5000] [--columns 20] [--repeat 3] [--without-libreoffice]
[--only-reading] [--before CHECKOUT]``, with the extra ``test``. With ``--only-reading`` nothing but reading and
checking is timed, with ``--before`` those of an earlier version as well, in a process of its own that reads the same
file. All rows are of one run, by turns, in processor time, which other work on the machine changes least. Two programs
are written by hand for XlsxWriter as it is shipped: one with the same values, formats and drop-downs, one that writes
the formulas beside the lines as well. The summary is a Markdown table.
"""

from __future__ import annotations

import argparse
import io
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # where the package of this folder is found
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import xlsxwriter
from python_calamine import CalamineWorkbook

from bench.measuring import deflating
from support.long_lists import filled_list
from support.office import converted, recalculated
from xlsreport import Submission, build_document, check, render
from xlsreport.submission.workbook_reader import read_workbook_bytes
from xlsreport.workbook.composition import compose_workbook
from xlsreport.workbook.draft.draft_calls import CellCall, FormatArgument
from xlsreport.workbook.draft.workbook_draft import WorkbookDraft
from xlsreport.workbook.workbook_file import workbook_bytes

T = TypeVar("T")

_SHEET = "Awards"
_CELLS = ("write_number", "write_string", "write_blank", "write_boolean")


def by_hand(draft: WorkbookDraft, *, with_formulas: bool) -> Callable[[], bytes]:
    """A program that writes a draft's list sheet by XlsxWriter's own calls, all texts and numbers at hand."""
    sheet = next(sheet for sheet in draft.sheets if sheet.name == _SHEET)
    calls = list(sheet.all_calls())
    cells = [call for call in calls if isinstance(call, CellCall) and (with_formulas or call.method in _CELLS)]
    others = [call for call in calls if not isinstance(call, CellCall) and call.method in _SETTINGS]
    texts = {
        call.cell.column: str(call.content) for call in cells if call.method == "write_formula" and call.content != "0"
    }

    def program() -> bytes:
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
            page = workbook.add_worksheet(_SHEET)
            made: dict[int, object] = {}
            for setting in others:
                given = [
                    workbook.add_format(dict(a.style)) if isinstance(a, FormatArgument) else a
                    for a in setting.arguments
                ]
                getattr(page, setting.method)(*given)
            for cell, method, content, style, result in cells:
                look = made.get(id(style)) or made.setdefault(id(style), workbook.add_format(dict(style)))
                if method == "write_formula":
                    page.write_formula(cell.row, cell.column, texts[cell.column], look, result)
                else:
                    getattr(page, method)(cell.row, cell.column, content, look)
        return stream.getvalue()

    return program


_SETTINGS = ("set_column", "set_row", "data_validation", "autofilter", "freeze_panes", "protect")


def calamine(data: bytes) -> None:
    """All cells of all sheets."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


class Timing:
    """Processor time of each way, the least of several turns, in the order in which they were first timed."""

    def __init__(self) -> None:
        self.least: dict[str, float] = {}

    def of(self, name: str, call: Callable[[], T]) -> T:
        """What a call gives, timed."""
        began = time.process_time()
        found = call()
        self.least[name] = min(time.process_time() - began, self.least.get(name, float("inf")))
        return found

    def row(self, name: str, beside: str) -> str:
        """A row of the summary."""
        return f"| {name} | {self.least[name]:.2f} | {self.least[name] / self.least[beside]:.1f} × {beside} |"


def memory() -> float:
    """The most that this process has taken so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def turn(timing: Timing, submission: Submission, blank: Submission) -> tuple[bytes, bytes]:
    """Write, read and check once in every way."""
    draft = compose_workbook(submission, None)
    plain, whole = by_hand(draft, with_formulas=False), by_hand(draft, with_formulas=True)
    timing.of(_PLAIN, plain)
    timing.of(_WHOLE, whole)
    template = timing.of(_TEMPLATE, lambda: workbook_bytes(blank))
    data = timing.of(_WRITTEN, lambda: workbook_bytes(submission))
    timing.of(_CALAMINE, lambda: calamine(data))
    read = timing.of(_READ, lambda: read_workbook_bytes(data, "list.xlsx", submission.definition))
    findings = timing.of(_CHECKED, lambda: check(read))
    assert findings == (), "the made-up report should have no faults"
    return data, template


EARLIER = """
import sys, time
from pathlib import Path
from support.long_lists import long_list
from xlsreport import check
from xlsreport.submission.workbook_reader import read_workbook_bytes
data, definition = Path(sys.argv[1]).read_bytes(), long_list(int(sys.argv[2]), int(sys.argv[3]))
for _ in range(2):  # the second time everything is loaded
    began = time.process_time()
    read = read_workbook_bytes(data, "list.xlsx", definition)
    between = time.process_time()
    check(read)
print(between - began, time.process_time() - between)
"""
"""What an earlier version is asked for."""


def only_reading(
    timing: Timing, submission: Submission, columns: int, lines: int, repeat: int, before: Path | None
) -> None:
    """Read and check by turns, beside calamine and maybe an earlier version, and print the summary."""
    data = workbook_bytes(submission)
    with TemporaryDirectory() as name:
        file = Path(name) / "list.xlsx"
        file.write_bytes(data)
        for _ in range(repeat):
            timing.of(_CALAMINE, lambda: calamine(data))
            read = timing.of(_READ, lambda: read_workbook_bytes(data, "list.xlsx", submission.definition))
            timing.of(_CHECKED, partial(check, read))
            if before is not None:
                command = [sys.executable, "-c", EARLIER, str(file), str(columns), str(lines)]
                paths = f"{before / 'src'}:{Path(__file__).resolve().parent.parent / 'tests'}"
                run = subprocess.run(command, capture_output=True, check=True, env={"PYTHONPATH": paths}, text=True)
                for what, taken in zip((_READ, _CHECKED), map(float, run.stdout.split()), strict=True):
                    earlier = f"{what}, earlier"
                    timing.least[earlier] = min(taken, timing.least.get(earlier, taken))
    for name in timing.least:
        print(timing.row(name, _CALAMINE))


_PLAIN = "XlsxWriter by hand: values, formats, drop-downs"
_WHOLE = "XlsxWriter by hand, with the formulas"
_TEMPLATE, _WRITTEN = "xlsreport, the blank workbook", "xlsreport, the filled workbook"
_CALAMINE, _READ, _CHECKED = "calamine, all sheets", "xlsreport, read", "xlsreport, checked"


def main() -> int:
    """Run all, and print the summary."""
    parser = argparse.ArgumentParser(description="Times a long list.")
    parser.add_argument("--lines", type=int, default=5_000, help="(%(default)s)")
    parser.add_argument("--columns", type=int, default=20, help="(%(default)s)")
    parser.add_argument("--repeat", type=int, default=3, help="(%(default)s)")
    parser.add_argument("--without-libreoffice", action="store_true")
    parser.add_argument("--only-reading", action="store_true")
    parser.add_argument("--before", type=Path, help="with --only-reading: a checkout of an earlier version")
    chosen = parser.parse_args()
    submission = filled_list(chosen.columns, chosen.lines)
    if chosen.only_reading:
        only_reading(Timing(), submission, chosen.columns, chosen.lines, chosen.repeat, chosen.before)
        return 0
    blank = Submission(submission.definition, agency="Bay Library", year=2025)
    timing = Timing()
    data = template = b""
    for _ in range(chosen.repeat):
        data, template = turn(timing, submission, blank)
    most = memory()
    print(f"{chosen.lines:,} lines of {chosen.columns} columns\n\n| | seconds of the processor | |\n|---|--:|--:|")
    for name, beside in (
        (_PLAIN, _PLAIN),
        (_WHOLE, _PLAIN),
        (_TEMPLATE, _PLAIN),
        (_WRITTEN, _PLAIN),
        (_WRITTEN, _WHOLE),
    ):
        print(timing.row(name, beside))
    for name in (_CALAMINE, _READ, _CHECKED):
        print(timing.row(name, _CALAMINE))
    forms: tuple[Literal["docx", "html", "pdf"], ...] = ("html", "docx", "pdf")
    for form in forms:
        timing.of(form, partial(_rendered, submission, form))
        print(timing.row(form, _WRITTEN))
    read = read_workbook_bytes(data, "list.xlsx", submission.definition)
    timing.of("checked with --forensic", lambda: check(read, forensic=True))
    print(timing.row("checked with --forensic", _CHECKED))
    print(f"\nblank {_sizes(template)}; filled {_sizes(data)}; at most {most:.0f} MB to write, read and check")
    if not chosen.without_libreoffice:
        _libreoffice(data, submission, timing)
    return 0


def _rendered(submission: Submission, form: Literal["docx", "html", "pdf"]) -> bytes:
    return render(build_document(submission), form)


def _sizes(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
    return f"{len(data) / 1e6:.2f} MB ({unpacked / 1e6:.1f} unpacked, {deflating(data):.2f} s to deflate)"


def _libreoffice(data: bytes, submission: Submission, timing: Timing) -> None:
    """How long LibreOffice takes to start, to open the list and calculate it, and to save it; and reading that file."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        small, large = folder / "small.xlsx", folder / "large.xlsx"
        small.write_bytes(workbook_bytes(filled_list(10, 10)))
        large.write_bytes(data)
        for what, file in (("start", small), ("open and calculate", large)):
            print(f"LibreOffice, {what}: {_children(partial(converted, [file], folder / 'csv', 'csv')):.1f} s")
        print(f"LibreOffice, and save: {_children(partial(recalculated, [large], folder / 'saved')):.1f} s")
        saved = (folder / "saved" / "large.xlsx").read_bytes()
        timing.of("read", lambda: read_workbook_bytes(saved, "saved.xlsx", submission.definition))
        print(f"what it saved: {_sizes(saved)}, read in {timing.least['read']:.1f} s")


def _children(call: Callable[[], object]) -> float:
    """Processor time of the processes that a call starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    call()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
