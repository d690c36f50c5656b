"""Whatever file comes in: read as the workbook it is, or refused in one sentence that says what to do."""

from __future__ import annotations

import gc
import io
import json
import re
import weakref
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from hostile.hostile_files import HOSTILE
from support.files import harbour, official, saved
from support.fillings import HARBOUR
from support.parts import parts, rewritten, sheet_parts, with_cell
from support.refused_files import archive, encrypted
from xlsreport import (
    RejectedWorkbookError,
    check,
    in_language,
    load_definition,
    new_submission,
    read_workbook,
    read_workbook_bytes,
    write_workbook,
)
from xlsreport.cli.group import main
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.loading.sheet_names import STAMP_SHEET
from xlsreport.definition.variation.variant import variant_of
from xlsreport.layout.cells import CellRef
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.messages import LANGUAGES, messages_for

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def other_workbook() -> bytes:
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    return stream.getvalue()


@cache
def blank() -> bytes:
    with TemporaryDirectory() as folder:
        return saved(new_submission(harbour()), Path(folder)).read_bytes()


@cache
def encrypted_blank() -> bytes:
    return encrypted(blank())


BEGINNING = b"\x09\x08\x10\0\0\x06\x05\0" + b"\0" * 12
"""The first record of an old workbook, as Excel, Aspose.Cells and Spire.XLS write it."""

FOREIGN: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "an empty file": ("empty", lambda _: b""),
    "a picture in PNG": ("picture", lambda _: b"\x89PNG\r\n\x1a\n" + b"\0" * 50),
    "a picture in JPEG": ("picture", lambda _: b"\xff\xd8\xff\xe0" + b"\0" * 50),
    "a PDF": ("pdf", lambda _: b"%PDF-1.7\n%\xe2\xe3"),
    "a Word document": ("word", lambda _: archive("[Content_Types].xml", "word/document.xml")),
    "a presentation": ("presentation", lambda _: archive("[Content_Types].xml", "ppt/presentation.xml")),
    "an OpenDocument file": ("open_document", lambda _: archive("mimetype", "content.xml")),
    "a binary workbook": ("binary_workbook", lambda _: archive("xl/workbook.bin")),
    "an archive": ("archive", lambda _: archive("figures.csv")),
    "an old workbook": ("old_excel", lambda _: OLE + b"\0" * 600 + "Workbook".encode("utf-16-le")),
    "an old workbook with a password": (
        "locked_other",
        lambda _: OLE + b"\0" * 600 + "Workbook".encode("utf-16-le") + BEGINNING + b"\x86\0\0\0\x2f\0\x36\0",
    ),
    "an old workbook with a password to save": (
        "old_excel",
        lambda _: OLE + b"\0" * 600 + "Workbook".encode("utf-16-le") + BEGINNING + b"\x86\0\0\0\xe1\0\x02\0",
    ),
    "an OpenDocument file with a password": (
        "locked_other",
        lambda _: archive("mimetype", "content.xml", "META-INF/manifest.xml", content=b"<manifest:encryption-data/>"),
    ),
    "an OpenDocument file that is encrypted as a whole": (
        "locked_other",
        lambda _: archive("mimetype", "encrypted-package", "META-INF/manifest.xml"),
    ),
    "an encrypted workbook": ("encrypted", lambda _: encrypted_blank()),
    "a text": ("text", lambda _: "一、总体情况".encode()),
    "a web page": ("web_page", lambda _: b"<html><table></table></html>"),
    "a workbook cut short": ("damaged", lambda plain: plain[: len(plain) // 2]),
    "a workbook with a broken part": ("damaged", lambda _: archive("xl/workbook.xml")),
    "an empty archive": ("archive", lambda _: archive()),
    "another workbook": ("no_stamp", lambda _: other_workbook()),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", FOREIGN)
def test_what_is_no_filled_workbook_is_refused_by_its_own_sentence(what: str, language: str, tmp_path: Path) -> None:
    key, made = FOREIGN[what]
    file = tmp_path / "filled.xlsx"
    file.write_bytes(made(blank()))
    messages = messages_for(language)
    assert refusal(file, messages=messages) == messages(f"rejected.{key}")


def refusal(file: Path, **options: Any) -> str:
    with pytest.raises(RejectedWorkbookError) as caught:
        read_workbook(file, **options)
    return str(caught.value)


def test_a_folder_and_a_missing_file_are_told_apart(tmp_path: Path) -> None:
    messages = messages_for("zh-CN")
    assert refusal(tmp_path) == messages("rejected.folder")
    assert refusal(tmp_path / "none.xlsx") == messages("rejected.no_file")
    assert refusal(Path("-")) == messages("rejected.standard_input")
    assert refusal(Path("a\0b.xlsx")) == messages("rejected.no_file")


def without_stamp(file: Path, target: Path) -> Path:
    book = openpyxl.load_workbook(file)
    book.remove(book[STAMP_SHEET])
    book.save(target)
    return target


def renamed(file: Path, target: Path, old: str, new: str) -> Path:
    book = openpyxl.load_workbook(file)
    book[old].title = new
    book.save(target)
    return target


def stamped(file: Path, target: Path, name: str, value: str) -> Path:
    """A copy whose stamp says something else."""
    book = openpyxl.load_workbook(file)
    for key, cell in book[STAMP_SHEET].iter_rows(max_col=2):
        if key.value == name:
            cell.value = value
    book.save(target)
    return target


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A blank workbook of the small definition."""
    return saved(new_submission(harbour()), tmp_path, "plain.xlsx")


@pytest.mark.slow
def test_a_workbook_without_its_stamp_is_not_ours(plain: Path, tmp_path: Path) -> None:
    said = messages_for("en")
    assert refusal(without_stamp(plain, tmp_path / "x.xlsx"), messages=said) == said("rejected.no_stamp")
    for name, value in [("format", "something"), ("version", "one"), ("year", "last")]:
        assert refusal(stamped(plain, tmp_path / "y.xlsx", name, value), messages=said) == said("rejected.no_stamp")


@pytest.mark.slow
def test_a_workbook_of_a_newer_xlsreport_asks_for_an_upgrade(plain: Path, tmp_path: Path) -> None:
    said = messages_for("en")
    file = stamped(plain, tmp_path / "x.xlsx", "version", "7")
    assert refusal(file, definition=harbour(), messages=said) == said("rejected.newer", version=7)


def test_a_definition_that_is_not_here_is_named(plain: Path) -> None:
    said = messages_for("en")
    assert refusal(plain, messages=said) == said("rejected.unknown_definition", name="harbour-return/1")
    assert refusal(plain, definition=official(), messages=said) == said(
        "rejected.other_definition", name="harbour-return/1", given=official().name
    )


def test_a_shipped_definition_needs_no_naming_even_where_another_is_given(tmp_path: Path) -> None:
    file = saved(new_submission(official(), agency="示例县"), tmp_path)
    assert read_workbook(file).definition.name == official().name
    assert read_workbook(file, harbour()).agency == "示例县"


@pytest.mark.slow
def test_a_sheet_that_is_missing_is_named(plain: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(plain)
    del book["Disputes"]
    book.save(tmp_path / "x.xlsx")
    sentence = refusal(tmp_path / "x.xlsx", definition=harbour())
    assert sentence == messages_for("en")("rejected.missing_sheet", sheet="Disputes")


@pytest.mark.slow
def test_a_sheet_that_was_renamed_is_recognised_and_findings_name_it_as_it_is_now(plain: Path, tmp_path: Path) -> None:
    submission = read_workbook(renamed(plain, tmp_path / "x.xlsx", "Disputes", "Disputes (2)"), harbour())
    assert [(a.kind.rule, a.kind.key, a.cells.sheet) for a in submission.alterations] == [
        ("sheet", "renamed", "Disputes (2)")
    ]
    assert "Disputes (2)" in {finding.sheet for finding in check(submission) if finding.rule == "filled"}


@pytest.mark.slow
def test_a_changed_label_is_shown_with_its_cell(plain: Path, tmp_path: Path) -> None:
    table = layout_of(harbour()).tables["calls"]
    label = next(label for label in table.grid.labels if label.text == "Arrived")
    cell = table.label_cell(label)
    file = with_cell(plain, tmp_path / "x.xlsx", (cell.sheet, cell.a1), "")
    said = messages_for("en")
    values: dict[str, Any] = {"sheet": cell.sheet, "cell": cell.a1, "expected": "Arrived", "count": 1}
    assert refusal(file, definition=harbour()) == said("rejected.labels", found="", **values)
    book = openpyxl.load_workbook(plain)
    book[cell.sheet][cell.a1] = "Departed"
    book.save(file)
    assert refusal(file, definition=harbour()) == said("rejected.labels", found="Departed", **values)


@pytest.mark.slow
def test_a_workbook_of_another_version_says_how_its_figures_are_moved_on(plain: Path, tmp_path: Path) -> None:
    text, said, name = HARBOUR.read_text(encoding="utf-8"), messages_for("en"), harbour().name
    renamed = text.replace("id: arrived, label: Arrived", "id: arrived, label: Came in", 1)
    words: dict[str, Any] = {"sheet": "2 Traffic & dues", "found": "Arrived", "expected": "Came in", "name": name}
    sentence = refusal(plain, definition=parse_definition(renamed))
    assert sentence == said("rejected.version_labels", cell="B9", count=2, **words)
    rules = "\nrules:\n  - id: disputes_need"
    more = "\n  - {id: more, heading: 5. More, sheet: More, narrative: {when_blank: nothing}}\n"
    longer = text.replace(rules, more + rules, 1)
    sentence = refusal(plain, definition=parse_definition(longer))
    assert sentence == said("rejected.version_missing_sheet", sheet="More", name=name)


@pytest.mark.slow
def test_a_row_that_was_inserted_moves_the_figures_with_their_labels(plain: Path, tmp_path: Path) -> None:
    place = next(place for place in harbour().places if layout_of(harbour()).cell(place).sheet == "Disputes")
    cell = layout_of(harbour()).cell(place)
    book = openpyxl.load_workbook(plain)
    book["Disputes"][cell.a1] = 7
    book["Disputes"].insert_rows(4)
    book.save(tmp_path / "x.xlsx")
    submission = read_workbook(tmp_path / "x.xlsx", harbour())
    assert submission.entries[place].number == 7
    assert submission.positions.cell(place) == CellRef(cell.sheet, cell.row + 1, cell.column)
    assert [(a.kind.rule, a.cells.sheet) for a in submission.alterations] == [("moved", "Disputes")]


@pytest.mark.slow
@pytest.mark.parametrize("found", ["（三）不予 公开", "(三)不予公开", "（三）\n不予公开", "（三） 不予公开"])
def test_a_label_may_differ_in_width_and_blanks(found: str, tmp_path: Path) -> None:
    table = layout_of(official()).tables["requests"]
    label = next(label for label in table.grid.labels if label.text == "（三）不予公开")
    cell = table.label_cell(label)
    book = openpyxl.load_workbook(saved(new_submission(official(), year=2025), tmp_path))
    book[cell.sheet][cell.a1] = found
    book.save(tmp_path / "x.xlsx")
    assert read_workbook(tmp_path / "x.xlsx").year == 2025


def test_a_definition_that_differs_in_wording_only_reads_the_workbook(plain: Path, tmp_path: Path) -> None:
    source = HARBOUR.read_text(encoding="utf-8").replace("Whom to ask about this return.", "Whom to call.")
    (tmp_path / "reworded.yaml").write_text(source, encoding="utf-8")
    reworded = load_definition(tmp_path / "reworded.yaml")
    assert read_workbook(plain, reworded).definition is reworded


@pytest.mark.slow
def test_extra_sheets_and_another_order_do_not_matter(plain: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(plain)
    book.create_sheet("Scratch", 0)["A1"] = "notes"
    book.move_sheet("Checks", -3)
    book.save(tmp_path / "x.xlsx")
    assert read_workbook(tmp_path / "x.xlsx", harbour()).entries == {}


@pytest.mark.slow
def test_what_was_typed_is_read_by_what_it_is(plain: Path, tmp_path: Path) -> None:
    """Typed in a spreadsheet program: a year as text, an answer with a blank, errors, a date, true and false."""
    laid = layout_of(harbour())
    book = openpyxl.load_workbook(plain)
    typed: dict[str, Any] = {"arrived": 3, "left": 2.5, "inspected": "3 件", "open": True}
    for row, value in typed.items():
        cell = next(laid.cell(place) for place in harbour().places if str(place) == f"calls.{row}.cargo")
        book[cell.sheet][cell.a1] = value
    nil = laid.tables["cases"].nil
    assert nil is not None
    book[nil.sheet][nil.a1] = "yes "
    book[laid.cover.sheet][laid.cover.year.a1] = "2025"
    book[laid.cover.sheet][laid.cover.agency.a1] = " Port of A "
    book.save(tmp_path / "x.xlsx")
    submission = read_workbook(tmp_path / "x.xlsx", harbour())
    assert {place.row: (entry.typed, entry.mended) for place, entry in submission.entries.items()} == {
        "open": (True, False),
        "arrived": (3, False),
        "left": (submission.entries[next(p for p in submission.entries if p.row == "left")].number, False),
        "inspected": ("3 件", True),
    }
    assert (submission.year, submission.agency) == (2025, "Port of A")
    assert submission.nil_returns == {"cases"}


@pytest.mark.slow
@pytest.mark.parametrize("what", [*FOREIGN, "a missing file", "a folder"])
def test_the_command_says_why_and_ends_with_2(what: str, tmp_path: Path) -> None:
    file = tmp_path / "in.xlsx"
    if what == "a folder":
        file.mkdir()
    elif what in FOREIGN:
        file.write_bytes(FOREIGN[what][1](saved(new_submission(harbour()), tmp_path, "whole.xlsx").read_bytes()))
    key = {"a missing file": "no_file", "a folder": "folder"}.get(what) or FOREIGN[what][0]
    sentence = messages_for("en")(f"rejected.{key}")
    run = CliRunner(env={"XLSREPORT_LANG": "en"}).invoke
    as_json = run(main, ["check", "--format", "json", str(file)])
    assert as_json.exit_code == 2
    (outcome,) = json.loads(as_json.stdout)
    assert outcome["verdict"] == "rejected"
    assert [finding["message"] for finding in outcome["findings"]] == [sentence]
    as_text = run(main, ["check", str(file)])
    assert as_text.exit_code == 2
    assert sentence in as_text.stdout


def test_a_damaged_sheet_is_refused_like_a_damaged_file(plain: Path, tmp_path: Path) -> None:
    part = sheet_parts(parts(plain))["Disputes"]
    cut = rewritten(plain, tmp_path / "x.xlsx", lambda name, text: text[: len(text) // 2] if name == part else text)
    assert refusal(cut, definition=harbour(), messages=messages_for("en")) == messages_for("en")("rejected.damaged")


@pytest.mark.slow
def test_a_sheet_with_hostile_numbers_is_read_without_an_exception(tmp_path: Path) -> None:
    laid = layout_of(harbour())
    cell = next(laid.cell(place) for place in harbour().places if str(place) == "fleet.tugs.number")
    file = saved(new_submission(harbour()), tmp_path)
    for number in ("1E+308", "-1E-308", "1E+999", "9" * 400):
        changed = with_cell(file, tmp_path / "x.xlsx", (cell.sheet, cell.a1), f"<v>{number}</v>")
        entries = read_workbook(changed, harbour()).entries
        assert [str(place) for place in entries] == ["fleet.tugs.number"], number


@pytest.mark.slow
def test_a_submission_that_was_checked_is_let_go_at_once(plain: Path) -> None:
    """Whoever checks many files would else hold several, until Python looks for what refers to itself."""
    gc.collect()
    gc.disable()
    try:
        submission = read_workbook(plain, harbour())
        check(submission)
        assert submission.source is not None
        source = weakref.ref(submission.source)
        del submission
        assert source() is None
    finally:
        gc.enable()


@pytest.mark.parametrize("address", ["XFD1048576", "Z1048576", "XFD200"])
def test_a_figure_in_a_cell_far_away_is_refused_before_the_sheet_is_read(
    address: str, plain: Path, tmp_path: Path
) -> None:
    """Reading a sheet takes memory for all cells up to its last: for these, more than a computer has."""
    part = sheet_parts(parts(plain))["Disputes"]

    def far(name: str, text: str) -> str:
        row = address.lstrip("DFXZ")
        stray = f'<row r="{row}"><c r="{address}"><v>1</v></c></row></sheetData>'
        return text.replace("</sheetData>", stray) if name == part else text

    said = messages_for("en")
    sentence = refusal(rewritten(plain, tmp_path / "x.xlsx", far), definition=harbour(), messages=said)
    assert sentence == said("rejected.far_cell", sheet="Disputes", at=address)


def test_a_workbook_in_a_language_that_the_definition_lacks_is_refused(tmp_path: Path) -> None:
    text = HARBOUR.read_text(encoding="utf-8")
    translated = in_language(parse_definition(text + "\nlanguages: {fr: {}}\n"), "fr")
    write_workbook(new_submission(translated), tmp_path / "x.xlsx")
    said = messages_for("en")
    sentence = said("rejected.no_translation", name="harbour-return/1", language="fr")
    assert refusal(tmp_path / "x.xlsx", definition=harbour(), messages=said) == sentence


def test_a_workbook_for_a_kind_of_bodies_that_the_definition_lacks_is_refused(tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "support" / "towns.yaml").read_text(encoding="utf-8")
    write_workbook(new_submission(variant_of(parse_definition(text), ("harbour",))), tmp_path / "x.xlsx")
    without = parse_definition(text.replace("harbour", "haven"))
    said = messages_for("en")
    sentence = said("rejected.unknown_variant", name=without.name, kinds="harbour")
    assert refusal(tmp_path / "x.xlsx", definition=without, messages=said) == sentence


def test_formats_without_content_may_reach_as_far_as_they_like(plain: Path, tmp_path: Path) -> None:
    part = sheet_parts(parts(plain))["Disputes"]

    def formatted(name: str, text: str) -> str:
        return text.replace("</sheetData>", '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>')

    file = rewritten(plain, tmp_path / "x.xlsx", lambda name, text: formatted(name, text) if name == part else text)
    assert read_workbook(file, harbour()).entries == {}


@pytest.mark.slow
def test_a_part_that_unpacks_to_more_than_any_report_is_refused(plain: Path, tmp_path: Path) -> None:
    part = sheet_parts(parts(plain))["Disputes"]
    huge = " " * 101_000_000
    file = rewritten(plain, tmp_path / "x.xlsx", lambda name, text: text + huge if name == part else text)
    assert file.stat().st_size < 1_000_000
    assert refusal(file, messages=messages_for("en")) == messages_for("en")("rejected.too_many_cells")


def test_every_refusal_is_shown_to_be_said() -> None:
    """A sentence of the catalogue that no test provokes may never be said at all."""
    tested = {key for key, _ in FOREIGN.values()}
    tested |= {hostile.refusal for hostile in HOSTILE}
    tested.add("lines_moved")  # provoked in tests/workbook/test_line_rows.py
    tested.add("no_permission")  # provoked in tests/hostile/test_input_paths.py
    source = Path(__file__).read_text(encoding="utf-8")
    tested |= set(re.findall(r'rejected\.(\w+)"', source))
    here = Path(__file__).parent
    elsewhere = [here.parent / "round" / f"test_{name}.py" for name in ("incoming", "other_archives", "mails")]
    for path in (*elsewhere, here / "test_sent_otherwise.py"):
        tested |= set(re.findall(r'"(?:rejected\.)?(\w+)"', path.read_text(encoding="utf-8")))
    assert {key for key in messages_for("en").texts if key.startswith("rejected.")} <= {f"rejected.{k}" for k in tested}


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_file_is_refused_in_the_language_of_the_definition_that_is_given(language: str) -> None:
    given = parse_definition(json.dumps({"extends": "uk-style-quarterly/2025", "edition": "b", "language": language}))
    with pytest.raises(RejectedWorkbookError, match="The file is empty"):
        read_workbook_bytes(b"", "upload", given)
    with pytest.raises(RejectedWorkbookError, match="文件是空的"):
        read_workbook_bytes(b"", "upload")
