"""Giving out: one signed workbook for each agency, only what changed, and never over what somebody typed."""

from __future__ import annotations

import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

import xlsreport
from support.definitions import loaded
from xlsreport.cli import main
from xlsreport.errors import RoundError
from xlsreport.messages import messages_for
from xlsreport.round.creating import RoundOptions, create_round
from xlsreport.round.folder import KEY_FILE, Round, find_round, open_round
from xlsreport.round.ledger.ledger import Ledger
from xlsreport.round.outgoing.distribution import DistributedWorkbook, distribute, workbook_name
from xlsreport.round.outgoing.zip_bundles import write_bundles

ZH = messages_for("zh-CN")
DEFINITION = "cn-gov-info-disclosure/2021"
NAMES = {"000": "示例县人民政府", "013": "城关镇人民政府", "014": "城东镇人民政府"}
ROSTER = """编号,名称,类别,上级,联系方式
000,示例县人民政府,县,,
013,城关镇人民政府,镇,000,张三
014,城东镇人民政府,镇,000,
"""


@pytest.fixture
def round_(tmp_path: Path) -> Round:
    roster = tmp_path / "名册.csv"
    roster.write_text(ROSTER, encoding="utf-8")
    return create_round(tmp_path / "2025年报", RoundOptions(DEFINITION, 2025, roster, name="示例县年报"), ZH)


def outcomes(done: list[DistributedWorkbook]) -> dict[str, str]:
    return {one.agency.code: one.outcome for one in done}


def previous(number: int) -> dict[xlsreport.Place, int]:
    definition = loaded(DEFINITION)
    return dict.fromkeys(definition.previous_places, number)


@pytest.mark.slow
def test_a_new_round_keeps_its_key_to_its_owner(round_: Round) -> None:
    assert stat.S_IMODE((round_.folder / KEY_FILE).stat().st_mode) == 0o600
    assert len(round_.key) == 32
    assert open_round(round_.folder, ZH).key == round_.key
    assert round_.key.hex() not in repr(round_)


@pytest.mark.slow
def test_a_round_is_found_from_a_folder_within_it(round_: Round) -> None:
    inside = round_.folder / "收件" / "一月"
    inside.mkdir(parents=True)
    assert find_round(inside, ZH).id == round_.id
    with pytest.raises(RoundError, match=r"xlsreport init"):
        find_round(round_.folder.parent, ZH)


@pytest.mark.slow
def test_a_folder_with_something_in_it_is_not_made_a_round(round_: Round, tmp_path: Path) -> None:
    before = sorted(path.name for path in round_.folder.iterdir())
    with pytest.raises(RoundError, match="已经有文件"):
        create_round(round_.folder, RoundOptions(DEFINITION, 2025, tmp_path / "名册.csv"), ZH)
    assert sorted(path.name for path in round_.folder.iterdir()) == before


@pytest.mark.slow
def test_two_rounds_have_different_keys_and_ids(round_: Round, tmp_path: Path) -> None:
    other = create_round(tmp_path / "另一轮", RoundOptions(DEFINITION, 2025, tmp_path / "名册.csv"), ZH)
    assert other.key != round_.key
    assert other.id != round_.id


@pytest.mark.slow
def test_every_agency_gets_a_workbook_with_its_name_code_and_year_locked_in(round_: Round) -> None:
    done = list(distribute(round_))
    assert outcomes(done) == dict.fromkeys(NAMES, "written")
    assert [one.path.name for one in done] == [f"{code}-{name}-2025年度报告.xlsx" for code, name in NAMES.items()]
    for one in done:
        submission = xlsreport.read_workbook(one.path)
        assert (submission.agency, submission.year) == (NAMES[one.agency.code], 2025)
        assert submission.identity is not None
        assert submission.identity.code == one.agency.code
        assert submission.identity.round == round_.id
        assert submission.source is not None
        assert submission.source.stamp.is_signed(round_.key)
        cover = CalamineWorkbook.from_path(str(one.path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
        assert cover[0][1] == ZH("cover.code", code=one.agency.code)


@pytest.mark.slow
def test_running_again_writes_nothing(round_: Round) -> None:
    first = list(distribute(round_))
    times = {one.path: one.path.stat().st_mtime_ns for one in first}
    assert outcomes(list(distribute(round_))) == dict.fromkeys(NAMES, "unchanged")
    assert {path: path.stat().st_mtime_ns for path in times} == times
    with Ledger(round_.ledger_path, ZH) as ledger:
        assert [issue.code for issue in ledger.issues()] == list(NAMES)


@pytest.mark.slow
def test_running_again_writes_only_what_changed(round_: Round) -> None:
    done = {one.agency.code: one for one in distribute(round_)}
    done["014"].path.unlink()
    again = list(distribute(round_, {"013": previous(4)}))
    assert outcomes(again) == {"000": "unchanged", "013": "written", "014": "written"}
    assert [one.agency.code for one in again if one.is_anew] == ["013"]  # 014 is the same once more
    assert xlsreport.read_workbook(done["013"].path).previous == previous(4)


@pytest.mark.slow
def test_last_years_figures_stay_when_they_are_not_given_again(round_: Round) -> None:
    list(distribute(round_, {"013": previous(4)}))
    done = list(distribute(round_))
    assert outcomes(done) == dict.fromkeys(NAMES, "unchanged")
    assert [one.previous for one in done] == [False, True, False]


@pytest.mark.slow
def test_a_workbook_that_somebody_has_typed_into_is_left_as_it_is(round_: Round) -> None:
    done = {one.agency.code: one for one in distribute(round_)}
    typed = done["013"].path
    blank = xlsreport.read_workbook(typed)
    xlsreport.write_workbook(replace(blank, texts={"overview": ("一段",)}), typed)
    content = typed.read_bytes()
    again = outcomes(list(distribute(round_, {code: previous(1) for code in NAMES})))
    assert again == {"000": "written", "013": "in_use", "014": "written"}
    assert typed.read_bytes() == content


@pytest.mark.slow
def test_a_file_of_somebody_else_is_not_overwritten(round_: Round) -> None:
    agency = round_.roster.agencies["013"]
    path = round_.subfolder("round.distributed") / workbook_name(round_, agency)
    path.parent.mkdir()
    path.write_bytes(b"somebody's notes")
    assert outcomes(list(distribute(round_)))["013"] == "in_use"
    assert path.read_bytes() == b"somebody's notes"


@pytest.mark.slow
def test_bundles_are_made_for_the_agencies_above(round_: Round) -> None:
    done = list(distribute(round_))
    paths = [bundle.path for bundle in write_bundles(round_, done)]
    assert [path.name for path in paths] == ["000-示例县人民政府.zip"]
    with zipfile.ZipFile(paths[0]) as archive:
        assert archive.namelist() == [one.path.name for one in done]
        assert [archive.read(one.path.name) for one in done] == [one.path.read_bytes() for one in done]


@pytest.mark.slow
def test_the_command_writes_workbooks_and_a_covering_list(round_: Round) -> None:
    run = CliRunner(env={"XLSREPORT_ROUND": str(round_.folder)})
    result = run.invoke(main, ["distribute", "--zip"])
    folder = round_.subfolder("round.distributed")
    assert result.exit_code == 0, result.output
    assert ZH("distribute.done", folder=folder, written=3, unchanged=0, in_use=0, previous=0) in result.stdout
    rows = CalamineWorkbook.from_path(str(folder / "下发清单.xlsx")).get_sheet_by_index(0).to_python()
    assert rows[1] == ["编号", "名称", "类别", "上级", "联系方式", "文件", "带上年数据"]
    file = "013-城关镇人民政府-2025年度报告.xlsx"
    assert rows[3] == ["013", "城关镇人民政府", "镇", "示例县人民政府", "张三", file, "否"]
    assert {path.name for path in folder.iterdir()} == {
        "下发清单.xlsx",
        "000-示例县人民政府.zip",
        *(f"{code}-{name}-2025年度报告.xlsx" for code, name in NAMES.items()),
    }


@pytest.mark.slow
def test_init_makes_a_round_from_the_command_line(tmp_path: Path) -> None:
    roster = tmp_path / "名册.csv"
    roster.write_text(ROSTER, encoding="utf-8")
    folder = tmp_path / "新一轮"
    options = ["--definition", DEFINITION, "--year", "2025", "--roster", str(roster)]
    run = CliRunner(env={"XLSREPORT_LANG": "zh-CN"})
    wrong = run.invoke(main, ["init", str(folder), *options, "--deadline", "20.1.2026"])
    assert (wrong.exit_code, wrong.stderr) == (2, ZH("round.deadline", found="20.1.2026") + "\n")
    assert not folder.exists()
    result = run.invoke(main, ["init", str(folder), *options, "--deadline", "2026-01-20", "--name", "年报"])
    assert result.exit_code == 0, result.output
    made = open_round(folder, ZH)
    assert (made.name, made.year, str(made.deadline), len(made.roster)) == ("年报", 2025, "2026-01-20", 3)
    bad = roster.with_name("坏.csv")
    bad.write_text("编号,名称\n1,\n", encoding="utf-8")
    refused = run.invoke(main, ["init", str(tmp_path / "第三轮"), *options[:4], "--roster", str(bad)])
    assert (refused.exit_code, refused.stderr) == (2, ZH("roster.no_name", line=2) + "\n")
    assert not (tmp_path / "第三轮").exists()


@pytest.mark.slow
def test_a_workbook_says_what_kind_of_body_the_roster_takes_its_agency_for(tmp_path: Path) -> None:
    """Whoever checks a single file has no roster."""
    roster = tmp_path / "名册.csv"
    roster.write_text(
        "编号,名称,类别\n1,示例县机关,部门\n2,城关,乡镇\n3,示例县财政局,\n4,城东镇,本级\n", encoding="utf-8"
    )
    round_ = create_round(tmp_path / "r", RoundOptions(DEFINITION, 2025, roster), ZH)
    stated = []
    for one in distribute(round_):
        read = xlsreport.read_workbook(one.path)
        assert read.source is not None
        assert read.source.stamp.is_signed(round_.key)
        kind = read.body_kind
        stated.append((read.identity and read.identity.body, None if kind is None else kind.id))
    assert stated == [("", None), ("town", "town"), ("", "department"), ("town", "town")]
