"""How much memory ``xlsreport collect`` takes for what is large, or becomes large: a Markdown table.

Run it by ``python bench/inbox_memory.py``, on Linux, in an environment with the test extras, with 4 GB of room for
temporary files. It ends with 1 where a run takes more than 300 MB, all its processes and the interpreters included.
"""

from __future__ import annotations

import io
import os
import sys
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # where the package of this folder is found
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from bench.measuring import cost_of
from support.rounds import small_round

MOST_MEGABYTES = 300
_LARGE = 63_000_000
"""Bytes, a little less than what is the most that is read of one file."""


def small_archive(folder: Path) -> None:
    """An archive of some kilobytes that unpacks to a gigabyte."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for number in range(16):
            archive.writestr(f"{number}.xlsx", bytes(_LARGE - 1_000_000))
    with zipfile.ZipFile(folder / "small.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("inner.zip", inner.getvalue())


def scans(folder: Path) -> None:
    """Thirty scanned reports."""
    for number in range(30):
        (folder / f"{number}.pdf").write_bytes(_scan(number))


def scans_in_an_archive(folder: Path) -> None:
    """The same in one archive."""
    with zipfile.ZipFile(folder / "scans.zip", "w") as archive:
        for number in range(30):
            archive.writestr(f"{number}.pdf", _scan(number))


def mails_with_scans(folder: Path) -> None:
    """Mails as large as they are taken apart, one after the other."""
    for number in range(5):
        mail = EmailMessage()
        mail["From"], mail["Subject"] = "a@example.cn", "scan"
        mail.set_content("attached")
        mail.add_attachment(_scan(number)[:46_000_000], maintype="application", subtype="pdf", filename="scan.pdf")
        (folder / f"{number}.eml").write_bytes(mail.as_bytes())


def _scan(number: int) -> bytes:
    return b"%PDF-1.7\n" + os.urandom(1000) + bytes([number]) * (_LARGE - 1009)


CASES: dict[str, Callable[[Path], None]] = {
    "an archive of a few kilobytes that unpacks to a gigabyte": small_archive,
    "thirty scans of 63 MB in a folder": scans,
    "thirty scans of 63 MB in an archive": scans_in_an_archive,
    "five mails of 62 MB": mails_with_scans,
}


def main() -> int:
    """Collect each in a round of its own, by one process and by two."""
    most = 0.0
    print(
        "| what is collected | MB, one process | MB, two | s, one process | s, two |\n|---|--:|--:|--:|--:|", flush=True
    )
    for name, make in CASES.items():
        with TemporaryDirectory() as folder:
            inbox = Path(folder, "inbox")
            inbox.mkdir()
            make(inbox)
            costs = []
            for processes in (1, 2):
                round_ = small_round(Path(folder, f"round{processes}"))
                told = ("--round", str(round_.folder), "--processes", str(processes))
                costs.append(cost_of([sys.executable, "-m", "xlsreport", "collect", str(inbox), *told]))
        most = max(most, *(cost.megabytes for cost in costs))
        cells = [f"{cost.megabytes:.0f}" for cost in costs] + [f"{cost.seconds:.1f}" for cost in costs]
        print(f"| {name} | {' | '.join(cells)} |", flush=True)
    return int(most > MOST_MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
