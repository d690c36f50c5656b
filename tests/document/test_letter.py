"""The letter with a returned workbook, in both languages and in every format."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from docx.enum.text import WD_ALIGN_PARAGRAPH

from support.commands import run
from support.files import OFFICIAL, harbour, official
from support.office import converted
from support.page_measures import printed_pages
from support.patience import HANG_SECONDS
from support.returning import IDENTITY, KEY, received
from support.rounds import agencies, roster_file, send
from xlsreport import Definition, new_submission, render
from xlsreport.cli import main
from xlsreport.document.content.model import LetterLine, Paragraph, PrintedTable
from xlsreport.document.content.return_letter import ReturnLetter, build_letter
from xlsreport.inspection.return_preparation import prepare_return
from xlsreport.messages import messages_for
from xlsreport.round.folder import open_round
from xlsreport.round.incoming.collection import collect

ZH = messages_for("zh-CN")

WRONG = {"zh-CN": {"requests.received.natural": "12件"}, "en": {"calls.arrived.cargo": "1,234"}}


@pytest.fixture(scope="module", params=[official, harbour], ids=["zh-CN", "en"])
def letter(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> ReturnLetter:
    definition: Definition = request.param()
    submission = new_submission(definition, agency="城关镇", year=2025, entries=WRONG[definition.language])
    _, remarks = prepare_return(received(submission, tmp_path_factory.mktemp("received")), IDENTITY, KEY)
    return ReturnLetter(
        language=definition.language,
        messages=definition.messages,
        page_style=definition.declaration.page_style,
        office="示例县政府办公室",
        agency="城关镇",
        report="2025年度报告",
        written=date(2026, 1, 8),
        received=date(2026, 1, 7),
        file="报送.xlsx",
        digest="0123456789ab",
        workbook="退回2.xlsx",
        checks_sheet="勾稽关系",
        ready=definition.messages("verdict.ready"),
        deadline=date(2026, 1, 20),
        remarks=remarks,
    )


def words(letter: ReturnLetter) -> str:
    return "\n".join(part.text for part in build_letter(letter).parts if isinstance(part, Paragraph | LetterLine))


DAYS = {
    "zh-CN": ("2026年1月7日", "2026年1月8日", "2026年1月20日"),
    "en": ("7 January 2026", "8 January 2026", "20 January 2026"),
}


def test_it_names_the_file_and_the_days(letter: ReturnLetter) -> None:
    said = words(letter)
    for text in (*DAYS[letter.language], "报送.xlsx", "0123456789ab", "退回2.xlsx", "城关镇", "示例县政府办公室"):
        assert text in said


def test_every_remark_has_a_line_with_its_number(letter: ReturnLetter) -> None:
    tables = [part for part in build_letter(letter).parts if isinstance(part, PrintedTable)]
    rows = {cell.text for table in tables for cell in table.cells if cell.left == 3 and cell.top}
    numbers = [cell.text for table in tables for cell in table.cells if cell.left == 0 and cell.top]
    remarks = [remark for group in letter.remarks.groups.values() for remark in group]
    assert rows == {remark.finding.message for remark in remarks}
    assert numbers == [str(number) for number in range(1, len(remarks) + 1)]
    assert len(tables) == len(letter.remarks.groups) > 1


def test_a_deadline_is_told_one_that_has_passed_too_and_none_is_not(letter: ReturnLetter) -> None:
    last = DAYS[letter.language][2]
    late = replace(letter, written=date(2026, 1, 21))
    without = replace(letter, deadline=None)
    assert last in words(letter)
    assert last in words(late)
    assert last not in words(without)
    assert len({words(replace(one, written=letter.written)) for one in (letter, without)}) == 2
    assert words(late).replace("21", "8") != words(letter)


def test_one_without_warnings_says_nothing_of_them(letter: ReturnLetter) -> None:
    plain = replace(letter, remarks=replace(letter.remarks, warnings=()))
    assert "勾稽关系" in words(letter)
    assert "勾稽关系" not in words(plain)


def test_the_same_letter_gives_the_same_bytes_in_every_format(letter: ReturnLetter) -> None:
    assert render(build_letter(letter), "docx") == render(build_letter(letter), "docx")
    assert "示例县政府办公室</p>" in render(build_letter(letter), "html").decode()


def test_in_word_the_address_stands_at_the_margin_and_the_signature_at_the_right(letter: ReturnLetter) -> None:
    paragraphs = docx.Document(io.BytesIO(render(build_letter(letter), "docx"))).paragraphs
    to = next(p for p in paragraphs if "城关镇" in p.text)
    signature, day = [p for p in paragraphs if p.text][-2:]
    assert to.paragraph_format.first_line_indent == 0
    assert signature.text == "示例县政府办公室"
    assert day.text == DAYS[letter.language][1]
    for paragraph in (signature, day):
        assert paragraph.alignment == WD_ALIGN_PARAGRAPH.RIGHT
        assert paragraph.paragraph_format.right_indent


def test_in_word_the_signature_is_kept_with_what_it_signs(letter: ReturnLetter) -> None:
    paragraphs = docx.Document(io.BytesIO(render(build_letter(letter), "docx"))).paragraphs
    kept = [paragraph.paragraph_format.keep_with_next for paragraph in paragraphs[-4:]]
    assert kept == [True, True, True, None]
    assert letter.workbook in paragraphs[-4].text


def test_an_office_without_a_name_leaves_its_line_free(letter: ReturnLetter) -> None:
    assert build_letter(replace(letter, office="")).parts[-2] == LetterLine("", 4)


@pytest.mark.engine
def test_a_letter_about_one_error_fills_one_page_and_none_ends_with_a_lone_line(
    letter: ReturnLetter, tmp_path: Path
) -> None:
    files = []
    for count in range(1, 12):
        remarks = replace(letter.remarks, errors=letter.remarks.errors[:1] * count, warnings=(), altered=())
        files.append(tmp_path / f"{count:02}.docx")
        files[-1].write_bytes(render(build_letter(replace(letter, remarks=remarks)), "docx"))
    last = [printed_pages(file.read_bytes())[-1] for file in converted(files, tmp_path / "printed", "pdf")]
    assert last[0].number == 1
    assert all(len(page.lines) > 4 for page in last), "the signature takes with it what it signs"


@pytest.mark.slow
@pytest.mark.parametrize("office", ["示例县政府办公室", ""])
def test_who_signs_is_said_when_a_round_begins_and_where_that_is_missing_it_is_told(
    office: str, tmp_path: Path
) -> None:
    roster = roster_file(tmp_path / "名册.csv", agencies(2))
    options = ["--definition", OFFICIAL, "--year", "2025", "--roster", str(roster), "--office", office]
    run_plain = CliRunner(env={"XLSREPORT_LANG": "zh-CN"})
    said = run_plain.invoke(main, ["init", str(tmp_path / "年报"), *options])
    settings = tmp_path / "年报" / "round.yaml"
    assert said.stderr == ("" if office else ZH("init.no_office", file=settings) + "\n")
    round_ = open_round(tmp_path / "年报", ZH)
    send(round_, tmp_path / "收件箱", ["001"], requests__carried_out__natural=77)
    list(collect(round_, [tmp_path / "收件箱"]))
    told = run("return", round_.folder).err
    assert told == ("" if office else ZH("return.no_office", file=settings) + "\n")
    (written,) = round_.subfolder("round.returned").glob("*.docx")
    signed = [paragraph.text for paragraph in docx.Document(str(written)).paragraphs][-2]
    assert signed == office


@pytest.mark.slow
def test_whoever_sits_before_the_screen_is_asked_who_signs(tmp_path: Path) -> None:
    """With a terminal, as people have one; a script has none and is not kept waiting."""
    roster = roster_file(tmp_path / "名册.csv", agencies(2))
    words = [sys.executable, "-m", "xlsreport", "init", "年报", "--definition", OFFICIAL, "--year", "2025"]
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*words, "--roster", str(roster)],
        cwd=tmp_path,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "XLSREPORT_LANG": "zh-CN", "PYTHONIOENCODING": "utf-8"},
    ) as process:
        os.write(ours, "示例县政府办公室\n".encode())
        said, _ = process.communicate(timeout=HANG_SECONDS)
    os.close(ours)
    os.close(theirs)
    assert process.returncode == 0, said.decode()
    assert ZH("init.ask_office") in said.decode()
    assert open_round(tmp_path / "年报", ZH).office == "示例县政府办公室"
