"""What stands before the first section: the form's words, the address, and what an office adds of its own."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Protection

from support.definitions import loaded
from support.files import reread, saved
from xlsreport import Submission, build_document, check, new_submission, read_workbook, render
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.problems import DefinitionError
from xlsreport.document.content.model import Heading, Paragraph
from xlsreport.document.format_names import FORMATS
from xlsreport.document.proof.verification import verify
from xlsreport.layout.workbook_layout import layout_of

EDITIONS = ("cn-gov-info-disclosure/2021", "cn-gov-info-disclosure/2019")
every_edition = pytest.mark.parametrize("edition", EDITIONS)
CONTACT = {"office": "县政府办公室", "phone": "000-12345678"}
ADDRESS = "示例县人民路 1 号，邮编 000000"
OWN = {"preamble_1": "本报告的电子版可从本机关网站下载。", "preamble_3": "电子邮箱：a@example.cn。\n办公时间：工作日。"}

ENGLISH = """\
id: harvest-return
edition: "1"
language: en
name: Harvest return
title: Harvest of {year}
period: {label: Period, text: The year}
cover: [{id: phone, label: Telephone, when_blank: nothing, sentence: "Questions about {year}: {phone}."}]
preamble: ["{agency} reports."]
own_preamble: {label: Added, lines: 2}
sections:
  - {id: part, heading: Part, sheet: Part, narrative: {}}
"""


def filled(edition: str, **entries: str) -> Submission:
    return new_submission(loaded(edition), agency="示例县", year=2020, entries=entries)


def preamble(submission: Submission) -> list[str]:
    found = []
    for part in build_document(submission).parts:
        if isinstance(part, Heading):
            break
        assert isinstance(part, Paragraph)
        found.append(part.text)
    return found


def test_a_date_that_ends_with_a_point_takes_no_full_stop_and_numbers_are_grouped_as_in_tables() -> None:
    form = ENGLISH.replace("language: en", "language: ru").replace(
        'preamble: ["{agency} reports."]', 'preamble: ["{agency}: {day}. {cost} {staff} {share} {phone}."]'
    )
    fields = (
        "{id: day, label: Day, kind: date}, {id: cost, label: Cost, kind: {name: amount, decimals: 1}}, "
        "{id: staff, label: Staff, kind: count}, {id: share, label: Share, kind: percent},"
    )
    definition = parse_definition(form.replace("cover: [", f"cover: [{fields} "))
    entries = {"day": "2026-02-01", "cost": 1234567.5, "staff": 1200, "share": 7.5, "phone": "5"}
    submission = new_submission(definition, agency="Порт", year=2025, entries=entries)
    assert preamble(submission)[0] == "Порт: 1 февраля 2026\xa0г. 1\xa0234\xa0567,5 1\xa0200 7,5\xa0% 5."


@every_edition
def test_the_address_is_printed_where_it_is_given(edition: str) -> None:
    without, given = preamble(filled(edition, **CONTACT)), preamble(filled(edition, **CONTACT, address=ADDRESS))
    assert given == [*without, f"联系地址：{ADDRESS}。"]


@every_edition
def test_a_stop_that_was_typed_is_not_printed_twice(edition: str) -> None:
    assert preamble(filled(edition, address="人民路1号。"))[-1] == "联系地址：人民路1号。"


@pytest.mark.slow
@every_edition
def test_an_office_adds_paragraphs_of_its_own_which_come_last_as_they_were_typed(edition: str) -> None:
    submission = reread(filled(edition, **CONTACT, address=ADDRESS, **OWN))
    assert preamble(submission)[-4:] == [
        f"联系地址：{ADDRESS}。",
        "本报告的电子版可从本机关网站下载。",
        "电子邮箱：a@example.cn。",
        "办公时间：工作日。",
    ]
    for format_ in FORMATS:
        verify(render(build_document(submission), format_), format_, submission)


@every_edition
def test_nobody_needs_to_fill_these_in(edition: str) -> None:
    said = " ".join(finding.message for finding in check(reread(filled(edition, **CONTACT))))
    assert "为空" in said or "没有" in said, "what must be filled in is told"
    assert "联系地址" not in said
    assert "前言" not in said


@every_edition
def test_on_the_cover_they_stand_below_all_else_so_that_nothing_has_moved(edition: str) -> None:
    cover = layout_of(loaded(edition)).cover
    own = [cell.row for name, cell in cover.fields.items() if name.startswith("preamble_")]
    assert len(own) == 4
    assert own[0] > cover.legend.row + 5
    assert [cover.fields[name].a1 for name in ("office", "phone", "address")] == ["B7", "B8", "B9"]
    assert cover.verdict.a1 == "B11"


def as_given_out_before(file: Path, edition: str) -> None:
    """A cover without the lines, as earlier versions wrote it."""
    book = openpyxl.load_workbook(file)
    cells = layout_of(loaded(edition)).cover.fields
    for name, cell in cells.items():
        if name.startswith("preamble_"):
            sheet = book[cell.sheet]
            for column in (1, 2):
                sheet.cell(cell.row + 1, column).value = None
            sheet.cell(cell.row + 1, 2).protection = Protection(locked=True)
    sheet = book[cells["office"].sheet]
    for rule in [rule for rule in sheet.data_validations.dataValidation if "可不填" in (rule.prompt or "")]:
        sheet.data_validations.dataValidation.remove(rule)
    book.save(file)


@pytest.mark.slow
@every_edition
def test_a_workbook_that_was_given_out_before_is_read_and_not_called_altered(edition: str, tmp_path: Path) -> None:
    before = filled(edition, **CONTACT, address=ADDRESS)
    file = saved(before, tmp_path)
    as_given_out_before(file, edition)
    read = read_workbook(file)
    assert read.fields == before.fields
    altered = [f"{f.rule} {f.cells} {f.message}" for f in check(read, forensic=True) if f.rule.startswith("altered.")]
    assert altered == []


@pytest.mark.slow
@every_edition
def test_what_stands_in_their_place_without_their_label_is_nobodys_paragraph(edition: str, tmp_path: Path) -> None:
    file = saved(filled(edition, **CONTACT), tmp_path)
    as_given_out_before(file, edition)
    book = openpyxl.load_workbook(file)
    cell = layout_of(loaded(edition)).cover.fields["preamble_1"]
    book[cell.sheet][cell.a1] = "随手记的一笔"
    book.save(file)
    assert "preamble_1" not in read_workbook(file).fields


def test_any_definition_may_have_them_in_its_own_words() -> None:
    definition = parse_definition(ENGLISH)
    given = {"phone": "12-34", "preamble_2": "See our site."}
    submission = new_submission(definition, agency="A town", year=2025, entries=given)
    assert preamble(submission) == ["A town reports.", "Questions about 2025: 12-34.", "See our site."]
    assert preamble(new_submission(definition, agency="A town", year=2025)) == ["A town reports."]


def test_the_fingerprint_does_not_know_them_since_no_figure_does() -> None:
    plain = ENGLISH.replace("own_preamble: {label: Added, lines: 2}\n", "").replace(
        ', sentence: "Questions about {year}: {phone}."', ""
    )
    assert parse_definition(ENGLISH).fingerprint == parse_definition(plain).fingerprint


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{phone}.", "{fax}.", "{fax}"),
        ("id: phone", "id: preamble_2", "preamble_2"),
        ("lines: 2", "lines: 13", "13"),
    ],
)
def test_mistakes_in_them_are_told(old: str, new: str, said: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        parse_definition(ENGLISH.replace(old, new))
    assert said in str(caught.value) or old.startswith("lines")


@pytest.mark.slow
def test_they_are_seen_in_the_workbook_and_may_be_typed_into(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(saved(filled(EDITIONS[0], **OWN), tmp_path))
    cell = layout_of(loaded(EDITIONS[0])).cover.fields["preamble_1"]
    sheet = book[cell.sheet]
    assert sheet.cell(cell.row + 1, 1).value == "前言补充 1"
    assert sheet[cell.a1].value == OWN["preamble_1"]
    assert not sheet[cell.a1].protection.locked
    target = io.BytesIO()
    book.save(target)
