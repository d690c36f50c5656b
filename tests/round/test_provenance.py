"""Every figure of a consolidation leads to the cells of files that it comes from, and a spreadsheet adds it up too."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support.agreement import differences
from support.engines import CALCULATING, ENGINES
from support.small_rounds import YARD, Agencies, new_round, send, yard_entries
from xlsreport import read_workbook
from xlsreport.checking.incomplete_findings import INCOMPLETE_RULE
from xlsreport.errors import RoundError
from xlsreport.messages import messages_for
from xlsreport.round.consolidation.consolidating import consolidate
from xlsreport.round.consolidation.consolidation_files import WrittenConsolidation, write_consolidation
from xlsreport.round.consolidation.consolidation_options import ConsolidationOptions
from xlsreport.round.folder import Round
from xlsreport.round.ledger.ledger import Ledger

pytestmark = pytest.mark.slow

TREE: Agencies = (
    ("0", "Coast", ""),
    ("1", "North", "0"),
    ("11", "Quay", "1"),
    ("12", "Pier", "1"),
    ("21", "Dock", "0"),
    ("22", "=Lock & Sons", "0"),
)
SMALL: Agencies = (("1", "North", ""), ("11", "Quay", "1"), ("12", "Pier", "1"))
HEADINGS, NAMES, FIRST = range(2, 6), 7, 8
"""Rows of the matrix, counted from 1: where each figure is on the form, its name, and the first agency's."""
AGENCIES = 5
"""Columns before the figures: code, name, receipt, file, digest."""


def insert_a_row(file: Path) -> None:
    book = openpyxl.load_workbook(file)
    book["Work"].insert_rows(3)
    book.save(file)


@dataclass(frozen=True)
class Made:
    """A round that was added up, and what was written."""

    round: Round
    written: WrittenConsolidation
    report: openpyxl.Workbook
    sources: openpyxl.Workbook


def made(round_: Round, options: ConsolidationOptions) -> Made:
    written = write_consolidation(round_, consolidate(round_, options))
    return Made(
        round_, written, *(openpyxl.load_workbook(f, data_only=True) for f in (written.report, written.provenance))
    )


@pytest.fixture(scope="module")
def yard(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Four agencies that filled their workbooks each in its own way, one that sent nothing, and a parent's own."""
    round_ = new_round(tmp_path_factory.mktemp("yard"), YARD, TREE)
    nil = {name: value for name, value in yard_entries().items() if not name.startswith("work.")}
    send(round_, {"11": yard_entries(**{"work.repairs.number": 7, "work.repairs.days": Decimal("0.1")})})
    moved = {"work.repairs.number": 5, "work.painting.days": Decimal("2.25"), "work.painting.longest": 9}
    send(round_, {"12": yard_entries(**moved)}, insert_a_row)
    send(round_, {"21": {**nil, "work.nil_return": True, "boats.moored.start": "3艘", "boats.moored.end": "12件"}})
    send(round_, {"21": {**nil, "work.nil_return": True, "boats.moored.end": "12件"}})
    send(round_, {"1": yard_entries(**{"work.repairs.number": 12, "work.repairs.days": Decimal("0.3")})})
    return made(round_, ConsolidationOptions(missing="allow"))


@dataclass(frozen=True)
class Traced:
    """A figure of the matrix: where the headings say that it is, and the file that the row names."""

    code: str
    name: str
    sheet: str
    cell: str
    words: tuple[str, str]
    number: Any
    file: bytes


def traced(made_: Made) -> Iterator[Traced]:
    sheet = made_.sources["Sources"]
    with Ledger(made_.round.ledger_path, messages_for("en")) as ledger:
        for row in range(FIRST, sheet.max_row + 1):
            code, _, receipt, _, digest = (str(sheet.cell(row, column).value) for column in range(1, AGENCIES + 1))
            file = ledger.file_of(int(receipt))
            assert file is not None
            assert hashlib.sha256(file).hexdigest() == digest
            for column in range(AGENCIES + 1, sheet.max_column + 1):
                where, cell, *words, name = (str(sheet.cell(line, column).value) for line in (*HEADINGS, NAMES))
                yield Traced(code, name, where, cell, (words[0], words[1]), sheet.cell(row, column).value, file)


def explained(made_: Made) -> dict[tuple[str, str, str], tuple[Any, ...]]:
    """What is listed by code, row and column: sheet and cell, what is typed there, what it counts as, and why."""
    rows = made_.sources["Explained"].iter_rows(min_row=3, values_only=True)
    return {(str(row[0]), str(row[5] or ""), str(row[6] or "")): (*row[3:5], *row[7:]) for row in rows}


def test_each_figure_is_in_the_cell_of_the_file_that_it_is_said_to_be_in(yard: Made) -> None:
    said, found = explained(yard), list(traced(yard))
    books = {one.file: openpyxl.load_workbook(io.BytesIO(one.file)) for one in found}
    assert [code for code, _ in groupby(one.code for one in found)] == ["11", "12", "21"]
    for one in found:
        as_on_the_form = (one.sheet, one.cell, str(one.number), one.number, "")
        if one.code == "21" and one.sheet == "Work":
            as_on_the_form = (one.sheet, one.cell, "None", 0, "")  # where the whole table is declared to be zero
        sheet, cell, typed, number, _ = said.get((one.code, *one.words), as_on_the_form)
        assert (str(books[one.file][sheet][cell].value), number) == (typed, one.number)


def test_figures_of_rows_that_were_moved_are_listed_with_the_cells_that_they_are_in(yard: Made) -> None:
    of_pier = {tuple(place): rest for (code, *place), rest in explained(yard).items() if code == "12"}
    assert len(of_pier) == 10
    why = "rows, columns or the sheet were moved or renamed"
    assert of_pier["Repairs", "Number"] == ("Work", "B5", "5", 5, why)
    assert of_pier["Painting", "Days"] == ("Work", "C6", "2.25", 2.25, why)
    on_the_form = {one.words: one.cell for one in traced(yard) if one.code == "12"}
    assert (on_the_form["Repairs", "Number"], on_the_form["Painting", "Days"]) == ("B4", "C5")


def test_what_was_not_typed_as_a_number_is_listed_as_it_was_typed(yard: Made) -> None:
    of_dock = {tuple(place): rest for (code, *place), rest in explained(yard).items() if code == "21"}
    assert of_dock == {
        ("", ""): ("Work", "H2", "yes", 0, "the whole table is declared to be zero"),
        ("Moored", "At the end"): ("Boats", "C3", "12件", 12, "not a plain number"),
    }


def test_the_contributions_to_each_figure_add_up_to_that_of_the_report(yard: Made) -> None:
    contributions: dict[tuple[str, str], list[Any]] = {}
    for one in traced(yard):
        contributions.setdefault((one.sheet, one.cell), []).append((one.name, one.number))
    assert len(contributions) == 12
    for (sheet, cell), parts in contributions.items():
        how = {"longest": max, "shortest": min}.get(parts[0][0].rsplit(".", 1)[1], sum)
        assert how(number for _, number in parts) == pytest.approx(yard.report[sheet][cell].value)


def test_the_list_of_totals_has_every_figure_of_the_report_in_its_cell(yard: Made) -> None:
    rows: list[Any] = list(yard.sources["Totals"].iter_rows(min_row=3, values_only=True))
    assert len(rows) == len(yard.round.definition.places) == 24
    for sheet, cell, _, _, total, how, look in rows:
        value: Any = yard.report[sheet][cell].value
        assert total == (pytest.approx(value) if isinstance(value, float) else value)
        assert (look == "look") == (how in ("sum of all", "least of all", "greatest of all"))
    assert [how for *_, how, _ in rows].count("not combined, to be written") == 3


@pytest.mark.parametrize("engine", CALCULATING)
def test_a_spreadsheet_program_comes_to_the_same_sums(engine: str, yard: Made) -> None:
    (calculated,) = ENGINES[engine]([yard.written.provenance])
    assert len(calculated) == 12 + 12 + 3  # totals, the list of them, differences of parents
    assert differences(yard.written.provenance, calculated) == {}


def test_what_a_parent_typed_is_compared_with_what_is_counted_below_it(yard: Made) -> None:
    rows = list(yard.sources["Parents"].iter_rows(min_row=3, values_only=True))
    assert [row[:11] for row in rows] == [
        ("0", "Coast", *[None] * 8, "Nothing was sent, or only errors: not compared."),
        ("1", "North", 5, "Work", "C4", "Repairs", "Days", 0.3, 0.1, 0.2, None),
        ("1", "North", 5, "Work", "C5", "Painting", "Days", 0, 2.25, -2.25, None),
        ("1", "North", 5, "Work", "E5", "Painting", "Longest", 0, 9, -9, None),
    ]


def test_who_is_left_out_is_said_on_both_workbooks_and_in_the_ledger(yard: Made) -> None:
    sentence = "These figures are incomplete. Agencies counted: 3 of 4. Not counted (1): =Lock & Sons."
    about = {row[0]: row[1] for row in yard.sources["About"].iter_rows(min_row=3, values_only=True)}
    assert about["Note"] == sentence
    assert about["Agencies counted"] == "3"
    assert sentence in str(yard.report["Cover"]["B1"].value)
    assert [one.message for one in yard.written.findings if one.rule == INCOMPLETE_RULE] == [sentence]
    with Ledger(yard.round.ledger_path, messages_for("en")) as ledger:
        (decision,) = ledger.decisions()
    assert decision.what == "consolidate"
    assert decision.details["missing"] == "allow"
    assert decision.details["left_out"] == {"22": "missing"}
    assert decision.details["receipts"] == [1, 2, 4]
    files = (yard.written.report, yard.written.provenance)
    assert decision.details["files"] == {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


# Files


def test_the_same_again_writes_and_records_nothing(tmp_path: Path) -> None:
    round_ = new_round(tmp_path, YARD, SMALL)
    send(round_, {"11": yard_entries(), "12": yard_entries()})
    first = made(round_, ConsolidationOptions())
    before = [(f, f.stat().st_mtime_ns) for f in (first.written.report, first.written.provenance)]
    again = made(round_, ConsolidationOptions())
    assert [(f, f.stat().st_mtime_ns) for f in (again.written.report, again.written.provenance)] == before
    with Ledger(round_.ledger_path, round_.messages) as ledger:
        assert len(list(ledger.decisions())) == 1


def test_new_figures_replace_what_nobody_has_typed_into(tmp_path: Path) -> None:
    round_ = new_round(tmp_path, YARD, SMALL)
    send(round_, {"11": yard_entries(), "12": yard_entries()})
    made(round_, ConsolidationOptions())
    send(round_, {"12": yard_entries(**{"work.repairs.number": 8})})
    assert made(round_, ConsolidationOptions()).report["Work"]["B4"].value == 8


def test_a_report_that_somebody_has_begun_to_write_is_left_alone_and_so_are_its_sources(tmp_path: Path) -> None:
    round_ = new_round(tmp_path, YARD, SMALL)
    send(round_, {"11": yard_entries(), "12": yard_entries()})
    first = made(round_, ConsolidationOptions()).written
    first.report.write_bytes(first.report.read_bytes() + b"typed")
    send(round_, {"12": yard_entries(**{"work.repairs.number": 8})})
    before = first.provenance.read_bytes()
    with pytest.raises(RoundError, match="Move it away to add up again"):
        made(round_, ConsolidationOptions())
    assert first.provenance.read_bytes() == before
    first.report.unlink()
    assert made(round_, ConsolidationOptions()).report["Work"]["B4"].value == 8


def test_a_file_of_the_ledger_that_is_not_the_one_that_was_recorded_is_not_counted(tmp_path: Path) -> None:
    round_ = new_round(tmp_path, YARD, SMALL)
    send(round_, {"11": yard_entries(), "12": yard_entries(**{"work.repairs.number": 8})})
    swap_files(round_.ledger_path)
    with pytest.raises(RoundError, match=r"File number 1 of the ledger \(agency 11\) is not the one that was recorded"):
        consolidate(round_, ConsolidationOptions())


def swap_files(ledger: Path) -> None:
    """Somebody gives the first file the place of the second, which the ledger itself does not allow."""
    import sqlite3  # only here is the ledger touched from outside

    with sqlite3.connect(ledger) as connection:
        connection.execute("DROP TRIGGER received_file_update")
        second = connection.execute("SELECT data FROM received_file WHERE number = 2").fetchone()
        connection.execute("UPDATE received_file SET data = ? WHERE number = 1", second)
    connection.close()


# The report as a submission


def test_the_report_bears_the_parents_identity_in_the_revision_that_it_has_now(tmp_path: Path) -> None:
    round_ = new_round(tmp_path, YARD, SMALL)
    send(round_, {"11": yard_entries(), "12": yard_entries()})
    submission = read_workbook(made(round_, ConsolidationOptions()).written.report, round_.definition)
    assert submission.identity is not None
    assert submission.source is not None
    assert (submission.agency, submission.year) == ("North", 2025)
    assert (submission.identity.code, submission.identity.revision) == ("1", 1)
    assert submission.source.stamp.is_signed(round_.key)


def test_a_report_with_the_parents_own_figures_in_it_is_no_submission_of_the_parent(tmp_path: Path) -> None:
    round_ = new_round(tmp_path, YARD, SMALL)
    send(round_, {code: yard_entries(**{"work.repairs.number": n}) for code, n in (("1", 9), ("11", 1), ("12", 3))})
    submission = read_workbook(made(round_, ConsolidationOptions(count_parents=True)).written.report, round_.definition)
    assert submission.identity is None
