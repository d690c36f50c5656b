"""No file is read of which two programs could read different figures: it is refused in a sentence, or read as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner

from fuzz.archive import packed
from hostile.cell_twists import CELL_TWISTS
from hostile.markup_twists import MARKUP_TWISTS
from hostile.package_twists import PACKAGE_TWISTS
from hostile.pond import SAME, TOLD, Twist, definition, members, parts, submission
from hostile.witnesses import Cells, by_calamine, by_libreoffice, by_openpyxl
from hostile.zip_twists import ZIP_TWISTS
from support.outcomes import outcome
from xlsreport import RejectedWorkbookError, Submission, check, read_workbook
from xlsreport.cli.group import UNUSABLE, main
from xlsreport.messages import messages_for
from xlsreport.spreadsheet.reading_cache import ReadingCache

pytestmark = pytest.mark.slow

TWISTS: tuple[Twist, ...] = (*ZIP_TWISTS, *CELL_TWISTS, *MARKUP_TWISTS, *PACKAGE_TWISTS)
CHANGED = next(iter(submission().entries))
SHEET = "Ponds"


@pytest.mark.parametrize("twist", TWISTS, ids=lambda twist: twist.name)
def test_a_twisted_file_is_refused_or_read_as_it_is(twist: Twist, tmp_path: Path) -> None:
    file = tmp_path / "in.xlsx"
    file.write_bytes(twist.make(parts()))
    if twist.outcome not in (SAME, TOLD):
        assert refusal_of(file) == messages_for("en")(f"rejected.{twist.outcome}", sheet=SHEET)
        return
    came = read_workbook(file, definition())
    told = {str(finding.place) for finding in check(came, forensic=True) if finding.severity == "error"}
    differing = {place for place, entry in submission().entries.items() if came.entries.get(place) != entry}
    expected = {CHANGED} if twist.outcome == TOLD else set()
    assert ({str(place) for place in differing}, differing) == (told, expected)
    assert all(came.entries[place].number is None for place in expected & came.entries.keys())


def refusal_of(file: Path) -> str:
    """The one sentence by which the command refuses a file."""
    definition_file = str(Path(__file__).with_name("pond.yaml"))
    run = CliRunner(env={"XLSREPORT_LANG": "en"}).invoke
    done = run(main, ["check", "--format", "json", "--definition", definition_file, str(file)])
    (found,) = json.loads(done.stdout)
    assert (done.exit_code, found["verdict"]) == (UNUSABLE, "rejected"), found
    (finding,) = found["findings"]
    return str(finding["message"])


@pytest.mark.engine
def test_no_other_program_reads_another_figure_in_a_file_that_is_read() -> None:
    """calamine, openpyxl and LibreOffice are the witnesses, each as far as it opens the file at all."""
    made = {twist.name: twist.make(parts()) for twist in TWISTS if twist.outcome in (SAME, TOLD)}
    office = dict(zip(made, by_libreoffice(made.values(), SHEET), strict=True))
    wrong = []
    for name, data in made.items():
        witnesses = {"calamine": by_calamine, "openpyxl": by_openpyxl}
        found = {who: look(data, SHEET) for who, look in witnesses.items()} | {"LibreOffice": office[name]}
        wrong += [f"{name}: {line}" for line in contradicted(data, found)]
    assert not wrong, "\n".join(wrong)


def contradicted(data: bytes, found: dict[str, Cells | None]) -> Iterator[str]:
    """Figures that are read in a file and that a witness reads otherwise."""
    came = as_read(data)
    if came is None:
        return
    for place in submission().entries:
        entry, cell = came.entries.get(place), came.positions.cell(place)
        read = None if entry is None else entry.number if entry.number is not None else entry.typed
        if entry is not None and entry.number is None and place == CHANGED:
            continue  # which is told
        for who, cells in found.items():
            if cells is not None and cells.get((cell.row, cell.column)) != read:
                yield f"{cell.a1} is read as {read!r}, by {who} as {cells.get((cell.row, cell.column))!r}"


def as_read(data: bytes) -> Submission | None:
    """What is read of a file; None where it is refused."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "in.xlsx")
        file.write_bytes(data)
        try:
            return read_workbook(file, definition())
        except RejectedWorkbookError:
            return None


def untwisted() -> bytes:
    """The workbook, packed as the twisted ones are."""
    return packed(members(parts()))


def test_what_was_read_before_changes_nothing_in_what_comes_of_a_twisted_file() -> None:
    """As collecting reads them, one after the other with one cache, and sound ones in between."""
    cache, sound, plain = ReadingCache(), untwisted(), outcome(untwisted(), definition())
    differing = []
    for twist in TWISTS:
        data = twist.make(parts())
        assert outcome(sound, definition(), cache) == plain
        if outcome(data, definition(), cache) != outcome(data, definition()):
            differing.append(twist.name)
    assert not differing


def test_the_workbook_that_is_twisted_is_clean(tmp_path: Path) -> None:
    file = tmp_path / "in.xlsx"
    file.write_bytes(untwisted())
    came = read_workbook(file, definition())
    assert came.entries == submission().entries
    assert check(came, forensic=True) == ()


def test_each_twist_has_a_name_of_its_own_and_changes_the_file() -> None:
    assert len({twist.name for twist in TWISTS}) == len(TWISTS) >= 300
    plain = untwisted()
    assert [twist.name for twist in TWISTS if twist.make(parts()) == plain] == []
