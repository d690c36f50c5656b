"""Texts that repeat another agency's or last year's, in a round: who is named, with which passages, and where."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import load_workbook

import xlsreport
from support.commands import refusal, run
from support.first_ledger import as_first_version
from support.rounds import make_round
from support.written import edited, honest_text
from xlsreport.checking.texts.tokens import tokeniser_for
from xlsreport.messages import messages_for
from xlsreport.repetition.common_passages import find_common_text
from xlsreport.repetition.compared_texts import SectionText
from xlsreport.round.counting.round_state import state_of
from xlsreport.round.folder import Round
from xlsreport.round.incoming.collection import collect
from xlsreport.round.outgoing.distribution import issued_submission
from xlsreport.round.repetition.agency_texts import AgencyTexts
from xlsreport.round.repetition.repetition_json import repetition_json
from xlsreport.round.repetition.text_comparison import RoundRepetition, compare_texts
from xlsreport.round.roster.agencies import Agency

pytestmark = pytest.mark.slow

ZH = messages_for("zh-CN")
VILLAGE = str(Path(__file__).parents[1] / "support" / "village.yaml")
RULE = "repeated.last_year"

Texts = Mapping[str, Sequence[str]]


def villages(folder: Path, count: int) -> Round:
    listed = [
        Agency(f"{number:02}", f"示例县{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{number}村")
        for number in range(1, count + 1)
    ]
    return make_round(folder / "round", listed, definition=VILLAGE)


def honest(seed: int, characters: int = 500) -> dict[str, list[str]]:
    draw = Random(seed)
    return {"overview": honest_text(draw, characters), "problems": honest_text(draw, 200)}


def send(round_: Round, texts: Mapping[str, Texts], prefix: str = "") -> None:
    """Agencies by code fill their workbooks with texts and send them in."""
    inbox = round_.folder.parent / "inbox"
    inbox.mkdir(exist_ok=True)
    for code, text in texts.items():
        issued = issued_submission(round_, round_.roster.agencies[code], {})
        filled = replace(issued, texts={name: tuple(lines) for name, lines in text.items()})
        (inbox / f"{prefix}{code}.xlsx").write_bytes(xlsreport.workbook_bytes(filled))
    assert all(one.outcome != "unread" for one in collect(round_, [inbox], processes=1))


def last_years(round_: Round, texts: Mapping[str, Texts], folder: Path) -> Path:
    """Last year's workbooks of agencies in a folder."""
    folder.mkdir()
    for code, text in texts.items():
        agency = round_.roster.agencies[code].name
        entries = {name: list(lines) for name, lines in text.items()}
        submission = xlsreport.new_submission(round_.definition, agency=agency, year=round_.year - 1, entries=entries)
        xlsreport.write_workbook(submission, folder / f"{code}.xlsx")
    return folder


def groups(found: RoundRepetition) -> list[list[str]]:
    return [[agency.code for agency in group.agencies] for group in found.groups]


def copied(text: Texts, seed: int, share: float = 0.1) -> dict[str, list[str]]:
    return {name: edited(lines, Random(seed), share) for name, lines in text.items()}


def test_villages_that_pasted_one_text_are_one_group_and_honest_ones_none(tmp_path: Path) -> None:
    round_ = villages(tmp_path, 12)
    texts: dict[str, Texts] = {f"{number:02}": honest(number) for number in range(1, 13)}
    for number in (3, 5, 7, 9, 11):
        texts[f"{number:02}"] = copied(texts["01"], number)
    texts["12"] = {"overview": texts["02"]["overview"], "problems": texts["12"]["problems"]}
    send(round_, texts)
    found = compare_texts(round_, processes=1)
    assert groups(found) == [["02", "12"], ["01", "03", "05", "07", "09", "11"]]
    assert (found.compared, found.last_year, found.common.passages, found.unread) == (12, (), (), ())
    pair = found.groups[0]
    assert [(one.agency.code, one.section.id, one.share, one.other and one.other.code) for one in pair.repeated] == [
        ("02", "overview", 1.0, "12"),
        ("12", "overview", 1.0, "02"),
    ]
    assert {(one.agency.code, one.section.id) for one in found.groups[1].repeated} >= {
        (code, "overview") for code in ("01", "03", "05", "07", "09", "11")
    }


def test_the_passages_are_where_they_are_said_to_be(tmp_path: Path) -> None:
    round_ = villages(tmp_path, 2)
    text, others = honest_text(Random(1), 500), honest_text(Random(2), 150)
    send(round_, {"01": {"overview": text}, "02": {"overview": others[:1], "problems": ["", *text]}})
    [group] = compare_texts(round_, processes=1).groups
    [one, other] = group.repeated
    assert (one.agency.code, one.section.id, other.agency.code, other.section.id) == (
        "01",
        "overview",
        "02",
        "problems",
    )
    assert {passage.cell.sheet for passage in one.passages} == {"总体情况"}
    inbox = tmp_path / "inbox"
    for passage in (*one.passages, *other.passages):
        here, there = ("01", "02") if passage in one.passages else ("02", "01")
        sheet, _, cell = passage.other.rpartition("!")
        own = load_workbook(inbox / f"{here}.xlsx")[passage.cell.sheet][passage.cell.a1].value
        theirs = load_workbook(inbox / f"{there}.xlsx")[sheet.strip("'")][cell].value
        assert passage.text.startswith(own[:20])
        assert passage.text.startswith(theirs[:20])


def test_neither_the_order_of_coming_nor_the_number_of_processes_matters(tmp_path: Path) -> None:
    texts: dict[str, Texts] = {f"{number:02}": honest(number, 300) for number in range(1, 31)}
    for number in (4, 8, 15, 16, 23):
        texts[f"{number:02}"] = copied(texts["02"], number)
    results = []
    for name, order, processes in (("a", list(texts), 1), ("b", list(texts)[::-1], 2)):
        (tmp_path / name).mkdir()
        round_ = villages(tmp_path / name, 30)
        send(round_, {code: texts[code] for code in order})
        results.append(json.dumps(repetition_json(compare_texts(round_, processes=processes))))
    assert results[0] == results[1]
    assert json.loads(results[0])["groups"][0]["agencies"] == ["02", "04", "08", "15", "16", "23"]


def test_a_copy_that_is_cut_into_other_paragraphs_is_found(tmp_path: Path) -> None:
    round_ = villages(tmp_path, 4)
    texts: dict[str, Texts] = {f"{number:02}": honest(number) for number in range(1, 5)}
    texts["04"] = {"overview": ["".join(texts["01"]["overview"])], "problems": ["无"]}
    send(round_, texts)
    assert groups(compare_texts(round_, processes=1)) == [["01", "04"]]


def test_a_text_that_stands_within_a_much_longer_paragraph_is_found(tmp_path: Path) -> None:
    round_ = villages(tmp_path, 2)
    text = "".join(honest_text(Random(1), 300))
    around = ["".join(honest_text(Random(seed), 2_000)) for seed in (2, 3)]
    send(round_, {"01": {"overview": [text]}, "02": {"overview": [around[0] + text + around[1]]}})
    [group] = compare_texts(round_, processes=1).groups
    assert [(one.agency.code, one.share) for one in group.repeated] == [("01", 1.0)]


def test_a_text_of_many_short_paragraphs_is_found(tmp_path: Path) -> None:
    round_ = villages(tmp_path, 2)
    lines = [f"{sentence}。" for sentence in "".join(honest_text(Random(1), 400)).split("。") if sentence]
    send(round_, {"01": {"overview": lines}, "02": {"overview": ["小标题", *edited(lines, Random(2), 0.05)]}})
    assert groups(compare_texts(round_, processes=1)) == [["01", "02"]]


def test_the_share_that_is_asked_for_decides(tmp_path: Path) -> None:
    round_ = villages(tmp_path, 3)
    half = honest_text(Random(1), 300)
    send(round_, {"01": {"overview": half}, "02": {"overview": [*half, *honest_text(Random(2), 300)]}, "03": honest(3)})
    [group] = compare_texts(round_, processes=1).groups
    assert [one.agency.code for one in group.repeated] == ["01"]  # of the second's text it is half only
    [group] = compare_texts(round_, 0.4, processes=1).groups
    assert [one.agency.code for one in group.repeated] == ["01", "02"]


def test_what_more_than_half_wrote_is_told_once_and_nobodys_copying(tmp_path: Path) -> None:
    round_ = villages(tmp_path, 24)
    model = honest_text(Random(99), 800)
    texts: dict[str, Texts] = {
        f"{number:02}": {"overview": [*(model if number <= 15 else ()), *honest_text(Random(number), 200)]}
        for number in range(1, 25)
    }
    texts["14"] = {"overview": [*model, *texts["13"]["overview"][len(model) :]]}
    send(round_, texts)
    found = compare_texts(round_, processes=1)
    assert groups(found) == [["13", "14"]]
    assert {one.agencies for one in found.common.passages} == {15}
    assert [agency.code for agency in found.mostly_common] == [f"{number:02}" for number in range(1, 16)]
    assert found.common.passages[0].text.startswith(model[0][:20])


def test_a_model_that_everybody_edited_a_little_is_told_too(tmp_path: Path) -> None:
    round_ = villages(tmp_path, 24)
    model = honest_text(Random(99), 400)
    texts = {
        f"{n:02}": {"overview": edited(model, Random(n)) if n <= 20 else honest_text(Random(n))} for n in range(1, 25)
    }
    send(round_, texts)
    found = compare_texts(round_, processes=1)
    assert len(found.common.passages) >= 3
    assert all(12 < one.agencies <= 20 for one in found.common.passages)
    assert 12 <= len(found.mostly_common) <= 20
    said = run("compare", round_.folder).out
    run("compare", round_.folder, "-o", tmp_path / "查重.xlsx")
    sheet = load_workbook(tmp_path / "查重.xlsx")["过半数单位都有"]
    assert [row[0].value for row in sheet.iter_rows(min_row=3)] == [one.agencies for one in found.common.passages]
    assert ZH("compare.common_title", count=len(found.mostly_common), percent=60) in said


def test_less_than_half_of_a_great_round_are_a_group_even_if_they_sent_the_very_same() -> None:
    model, language = honest_text(Random(0), 200), "zh-CN"
    reading = tokeniser_for(language, "")
    written = [model if number < 200 else honest_text(Random(number), 200) for number in range(500)]
    texts = [
        AgencyTexts(Agency(f"{n:03}", ""), "", {"overview": SectionText((), tuple(map(reading.tokens, lines)))})
        for n, lines in enumerate(written)
    ]
    assert find_common_text(texts, language).runs == frozenset()


def test_the_forms_own_words_and_short_sections_are_nobodys(tmp_path: Path) -> None:
    round_ = villages(tmp_path, 2)
    [guidance] = round_.definition.narratives["overview"].guidance
    fees = "本年度没有收取信息处理费。"
    send(round_, {code: {"overview": [guidance] * 4, "problems": [fees]} for code in ("01", "02")})
    assert compare_texts(round_, processes=1).groups == ()


def test_of_an_agency_what_counts_is_compared_and_else_its_newest(tmp_path: Path) -> None:
    round_ = villages(tmp_path, 3)
    send(round_, {"01": honest(1), "02": {"overview": []}, "03": honest(3)})
    send(round_, {"02": {"overview": [], "problems": honest(1)["overview"]}}, prefix="again")
    assert {one.agency.code: one.state for one in state_of(round_).agencies}["02"] == "errors"
    assert groups(compare_texts(round_, processes=1)) == [["01", "02"]]
    send(round_, {"02": honest(2)}, prefix="third")
    assert groups(compare_texts(round_, processes=1)) == []


@pytest.fixture(scope="module")
def repeating(tmp_path_factory: pytest.TempPathFactory) -> Round:
    """A round in which one agency repeats last year's report, and three repeat each other."""
    tmp_path = tmp_path_factory.mktemp("repeating")
    round_ = villages(tmp_path, 6)
    before = {code: honest(int(code)) for code in ("01", "02", "03")}
    run("distribute", round_.folder, "--previous", last_years(round_, before, tmp_path / "上年"))
    texts: dict[str, Texts] = {f"{number:02}": honest(number + 50) for number in range(1, 7)}
    texts["02"] = copied(before["02"], 7, 0.05)
    texts["05"], texts["06"] = copied(texts["04"], 5), copied(texts["04"], 6)
    send(round_, texts)
    return round_


def test_who_repeats_last_years_report_gets_a_note_with_the_passages(repeating: Round) -> None:
    states = {one.agency.code: one for one in state_of(repeating).agencies}
    assert {one.state for one in states.values()} == {"accepted"}
    noted = {
        code: [finding for finding in one.current.findings if finding["rule"] == RULE]
        for code, one in states.items()
        if one.current
    }
    assert {code: [finding["place"] for finding in findings] for code, findings in noted.items() if findings} == {
        "02": ["overview", "problems"]
    }
    first = noted["02"][0]
    assert (first["severity"], first["sheet"], first["cell"]) == ("note", "总体情况", "B5")
    assert "“一、总体情况”有 9" in first["message"]
    assert "上年第 1 段" in first["message"]


def test_compare_names_them_as_well(repeating: Round) -> None:
    found = compare_texts(repeating, processes=1)
    assert [(one.agency.code, one.section.id, one.other) for one in found.last_year] == [
        ("02", one.section.id, None) for one in found.last_year
    ]
    assert {one.section.id for one in found.last_year} == {"overview", "problems"}
    assert groups(found) == [["04", "05", "06"]]


def test_the_status_says_of_whom(repeating: Round) -> None:
    said = run("status", repeating.folder).out
    lines = said.splitlines()
    [number] = [number for number, line in enumerate(lines) if ZH("status.repeated_last_year") in line]
    assert lines[number - 1].startswith("02")  # eighty columns have no room for remarks beside an agency
    assert RULE in run("status", repeating.folder, "02").out


def test_last_years_texts_are_in_no_workbook(repeating: Round) -> None:
    folder = repeating.subfolder("round.distributed")
    again = xlsreport.workbook_bytes(issued_submission(repeating, repeating.roster.agencies["02"], {}))
    assert next(folder.glob("02-*.xlsx")).read_bytes() == again


def test_the_command_says_it_in_lines_the_gravest_first(repeating: Round) -> None:
    said = run("compare", repeating.folder, "--processes", "1")
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0] == ZH("compare.group", number=1, count=3, agencies="示例县戊4村、示例县己5村、示例县庚6村")
    assert lines[1].startswith("  04 示例县戊4村  一、总体情况  ")
    assert lines[2].startswith("      '总体情况'!B")
    assert ZH("compare.last_year_title") in lines
    assert lines[-1].startswith(
        "比较了 6 个单位的文字（名册共 6 个单位）：与其他单位雷同的 3 个，分为 1 组；与本单位上年雷同的 1 个。"
    )


def test_the_command_says_it_to_programs(repeating: Round) -> None:
    told = json.loads(run("compare", repeating.folder, "--format", "json", "--share", "95").out)
    assert told["share"] == 0.95
    assert all(one["share"] >= 0.95 for one in told["last_year"])
    told = json.loads(run("compare", repeating.folder, "--format", "json").out)
    assert [group["agencies"] for group in told["groups"]] == [["04", "05", "06"]]
    assert {one["other"] for one in told["last_year"]} == {None}


def test_the_command_writes_a_list(repeating: Round, tmp_path: Path) -> None:
    file = tmp_path / "查重.xlsx"
    said = run("compare", repeating.folder, "-o", file)
    assert (said.code, said.out.splitlines()[-1]) == (0, ZH("command.written", file=file))
    written = file.read_bytes()
    run("compare", repeating.folder, "-o", file)
    assert file.read_bytes() == written
    book = load_workbook(file)
    assert book.sheetnames == ["与其他单位雷同", "与以往报告雷同"]
    rows: list[Any] = [[cell.value for cell in row] for row in book["与其他单位雷同"].iter_rows(min_row=3)]
    assert {row[0] for row in rows} == {1}
    assert {row[1] for row in rows} == {"04", "05", "06"}
    assert all(60 <= row[4] <= 100 for row in rows)


def test_another_ending_is_refused(repeating: Round) -> None:
    assert refusal("compare", repeating.folder, "-o", "查重.docx") == ZH(
        "command.ending", file="查重.docx", suffix=".docx", known=".xlsx"
    )


def test_nothing_goes_back_to_an_agency_about_another(repeating: Round) -> None:
    for one in state_of(repeating).agencies:
        assert one.current is not None
        names = {agency.name for agency in repeating.roster} - {one.agency.name}
        said = json.dumps([dict(finding) for finding in one.current.findings], ensure_ascii=False)
        assert not any(name in said for name in names)


def test_a_round_to_which_nothing_came_repeats_nothing(tmp_path: Path) -> None:
    said = run("compare", villages(tmp_path, 2).folder)
    assert said.out.startswith("比较了 0 个单位的文字（名册共 2 个单位）")


def test_a_round_of_an_earlier_version_has_no_texts_of_last_year_until_they_are_given(tmp_path: Path) -> None:
    round_ = villages(tmp_path, 2)
    as_first_version(round_.ledger_path)
    before = {"01": honest(1)}
    send(round_, {"01": before["01"]})
    assert compare_texts(round_, processes=1).last_year == ()
    folder = last_years(round_, before, tmp_path / "上年")
    for _ in range(2):
        run("distribute", round_.folder, "--previous", folder)
    assert len(compare_texts(round_, processes=1).last_year) == 2
    with sqlite3.connect(round_.ledger_path) as connection:
        assert connection.execute("SELECT count(*) FROM last_year_text").fetchone() == (1,)
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute("DELETE FROM last_year_text")
    connection.close()


def test_texts_of_last_year_that_are_mended_replace_those_before(tmp_path: Path) -> None:
    round_ = villages(tmp_path, 1)
    run("distribute", round_.folder, "--previous", last_years(round_, {"01": honest(1)}, tmp_path / "错"))
    run("distribute", round_.folder, "--previous", last_years(round_, {"01": honest(2)}, tmp_path / "对"))
    send(round_, {"01": honest(1)})
    assert compare_texts(round_, processes=1).last_year == ()


def test_the_same_in_english(tmp_path: Path) -> None:
    source = Path(VILLAGE).read_text(encoding="utf-8").replace("language: zh-CN", "language: en")
    definition = tmp_path / "village.yaml"
    definition.write_text(source, encoding="utf-8")
    listed = [Agency(str(number), f"Village of {name}") for number, name in enumerate(("Ash", "Bram", "Dun"))]
    round_ = make_round(tmp_path / "round", listed, definition=str(definition))
    text = honest_text(Random(1), 1200, "en")
    send(
        round_,
        {
            "0": {"overview": text},
            "1": {"overview": edited(text, Random(2), 0.1, "en")},
            "2": {"overview": honest_text(Random(3), 1200, "en")},
        },
    )
    said = run("compare", round_.folder, language="en").out.splitlines()
    assert said[0] == "Group 1, 2 agencies repeat each other: Village of Ash, Village of Bram"
    assert " words: “" in said[2]
