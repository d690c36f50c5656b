"""How much of published reports is read back: figures right, left blank and named, lost, or wrong; and what that takes.

Usage: ``python bench/published.py [FOLDER] [--repeat 3] [--faults 20]``, with the extra ``test``. ``FOLDER`` holds
publications and ``expected/NAME.json`` for each (``{"agency", "year", "figures": {place: as printed, "" for a blank
cell}, "not_asserted": [place], "readable": why it may be refused}``); it is no part of this project. The samples, as
they are rendered, are measured in any case. Beside it stands what one would write for these files alone: take the
tables by pdfplumber, python-docx or lxml, and the figures by their position. All are of one run, by turns, in processor
time, in which LibreOffice counts where a format needs it.

It ends with 1 where anything was read wrongly or lost without a word. The summary is a Markdown table.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # where the package of this folder is found
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from bench.figures_by_position import figures_by_position
from samples.regenerate import SAMPLES, SAMPLES_FOLDER
from support.reading_back import (
    OUTCOMES,
    PublishedTruth,
    Reckoning,
    cover_differences,
    expected_of,
    reckoned,
    refused,
    rendered_truth,
    text_differences,
)
from xlsreport import Definition, in_language, load_definition, read_workbook
from xlsreport.definition.loading.shipped_definitions import shipped_names
from xlsreport.errors import PublicationError
from xlsreport.published.imported_report import ImportedReport, MatchedTexts
from xlsreport.published.report_import import import_report

_FORM = "cn-gov-info-disclosure/"
_ENDINGS = (".html", ".htm", ".mht", ".docx", ".doc", ".pdf", ".txt", ".xlsx", ".xls", ".ods", ".ofd")


@dataclass
class Measured:
    """A file, what it says, and what became of it."""

    path: Path
    truth: PublishedTruth
    definition: Definition
    candidates: Sequence[Definition]
    reckoning: Reckoning = field(default_factory=Reckoning)
    by_position: Reckoning = field(default_factory=Reckoning)
    seconds: float = float("inf")
    seconds_by_position: float = float("inf")
    refusal: str = ""
    crash: str = ""

    @property
    def name(self) -> str:
        """The file below its folder, where files of all samples are called the same."""
        return f"{self.path.parent.name}/{self.path.name}" if self.path.stem == "report" else self.path.name


def main() -> int:
    """Read every file back, and print the tables."""
    parser = argparse.ArgumentParser(description="Reads published reports back.")
    parser.add_argument("folder", nargs="?", type=Path, help="publications, with expected/NAME.json for each")
    parser.add_argument("--repeat", type=int, default=1, help="turns, of which the least counts (%(default)s)")
    parser.add_argument("--faults", type=int, default=20, help="faults that are named for each file (%(default)s)")
    chosen = parser.parse_args()
    shipped = [load_definition(name) for name in shipped_names()]
    files = [*(_published(chosen.folder, shipped) if chosen.folder else ()), *_own(shipped)]
    for turn in range(chosen.repeat):
        for one in files:
            _measure(one, first=turn == 0)
    _print_files(files)
    _print_formats(files)
    print(f"\n{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB at most, all files in one process.")
    for one in files:
        _print_faults(one, chosen.faults)
    return int(any(one.reckoning.counts["wrong"] or one.reckoning.counts["lost"] for one in files))


def _published(folder: Path, shipped: Sequence[Definition]) -> Iterator[Measured]:
    """The publications of a folder that something is expected of."""
    editions = {definition.name: definition for definition in shipped}
    for path in sorted(folder.iterdir()):
        expected = folder / "expected" / f"{path.stem}.json"
        if path.suffix.lower() in _ENDINGS and expected.is_file():
            truth = expected_of(expected)
            yield Measured(path, truth, editions[_FORM + truth.form], shipped)


def _own(shipped: Sequence[Definition]) -> Iterator[Measured]:
    """The samples as they are rendered."""
    for sample in SAMPLES:
        folder = SAMPLES_FOLDER / sample.folder
        definition = load_definition(sample.definition)
        if sample.language:
            definition = in_language(definition, sample.language)
        candidates = [definition if each.name == definition.name else each for each in shipped]
        truth = rendered_truth(read_workbook(folder / "workbook.xlsx"))
        for path in sorted(folder.glob("report.*")):
            yield Measured(path, truth, definition, candidates)


def _measure(one: Measured, *, first: bool) -> None:
    began = _processor()
    report = _imported(one)
    one.seconds = min(one.seconds, _processor() - began)
    began = _processor()
    positions = figures_by_position(one.path, one.definition)
    one.seconds_by_position = min(one.seconds_by_position, _processor() - began)
    if first:
        one.reckoning = refused(one.truth) if report is None else reckoned(one.truth, report)
        if one.crash:
            one.reckoning.add("lost", one.crash)
        elif report is not None:
            one.reckoning.faults += [*text_differences(one.truth, report), *cover_differences(one.truth, report)]
        guessed = ImportedReport(one.path.name, "text", one.definition, positions, MatchedTexts())
        one.by_position = reckoned(replace(one.truth, lines={}), guessed)


def _imported(one: Measured) -> ImportedReport | None:
    """The report; None where it is refused, or where the program fails, which must not keep others from being read."""
    try:
        return import_report(one.path, one.candidates)
    except PublicationError as refusal:
        one.refusal = str(refusal)
    except Exception as error:
        one.crash = f"{type(error).__name__}: {error}"
    return None


def _processor() -> float:
    """The processor's seconds of this process and of those that it started."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _print_files(files: Sequence[Measured]) -> None:
    print(
        "| file | right | left blank and named | lost | wrong | ms | by position: right | wrong | ms | times as long |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for one in files:
        _print_row(one.name, [one])


def _print_formats(files: Sequence[Measured]) -> None:
    for ending in dict.fromkeys(one.path.suffix.lower() for one in files):
        _print_row(f"all {ending}", [one for one in files if one.path.suffix.lower() == ending])
    _print_row("all", files)


def _print_row(name: str, files: Sequence[Measured]) -> None:
    counts = [sum(one.reckoning.counts[outcome] for one in files) for outcome in OUTCOMES]
    right, wrong = (sum(one.by_position.counts[outcome] for one in files) for outcome in ("right", "wrong"))
    ours, theirs = (sum(one.seconds for one in files), sum(one.seconds_by_position for one in files))
    ratio = f"{ours / theirs:.1f}" if right else ""  # there is nothing to compare with where it finds nothing
    cells = [*counts, f"{ours * 1000:.0f}", right, wrong, f"{theirs * 1000:.0f}", ratio]
    print(f"| {name} | {' | '.join(map(str, cells))} |")


def _print_faults(one: Measured, most: int) -> None:
    """What is wrong, and why a file was refused, so that one can see whether that was right."""
    told = [*([f"refused: {one.refusal}"] if one.refusal else []), *one.reckoning.faults]
    if told and most:
        print(f"\n{one.name}")
        for line in told[:most]:
            print(f"  {line}")
        if len(told) > most:
            print(f"  and {len(told) - most} more")


if __name__ == "__main__":
    sys.exit(main())
