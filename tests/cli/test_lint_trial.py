"""``xlsreport lint --try``: an office sees why a sentence was compared with the tables, or was not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from support.files import OFFICIAL, official, saved
from support.fillings import HARBOUR
from support.sentences_on_file import report
from xlsreport import new_submission
from xlsreport.cli.group import main
from xlsreport.cli.report_commands.text_trial import trial_lines
from xlsreport.messages import Language, messages_for

VILLAGE = str(HARBOUR.with_name("village.yaml"))
TEXT = "2025年，东塘镇共收到政府信息公开申请12件，受理热线356件。"


def lint(*arguments: Path | str, language: str = "en") -> tuple[int, str, str]:
    runner = CliRunner(env={"XLSREPORT_LANG": language})
    result = runner.invoke(main, ["lint", *map(str, arguments)], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def without_phrases(out: str) -> list[str]:
    """The lines without those that quote a phrase of the Chinese form, which its editors may change."""
    return [line for line in out.splitlines() if not line.startswith(("      短语：", "      phrase: "))]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    definition = official()
    entries: dict[str, Any] = {str(place): 0 for table in definition.tables for place in definition.entry_places(table)}
    entries |= {
        "requests.received.natural": 10,
        "requests.granted.natural": 10,
        "overview": ["（二）依申请公开情况", f"{TEXT}上年结转申请3件。"],
    }
    return saved(new_submission(definition, agency="东塘镇人民政府", year=2025, entries=entries), tmp_path)


@pytest.mark.slow
def test_an_office_reads_in_chinese_what_was_compared_and_why(workbook: Path) -> None:
    code, out, err = lint(OFFICIAL, "--try", TEXT, "--entries", workbook, language="zh-CN")
    assert (code, err) == (0, "")
    received = "一、本年新收政府信息公开申请数量 · 总计"
    both = f"{received} + 二、上年结转政府信息公开申请数量 · 总计"
    assert without_phrases(out) == [
        f"按 东塘镇人民政府 2025 年的文字来读，与 {workbook} 中的数核对。",
        "这段文字就在这份报告里，按它在报告里的位置来读。",
        f"一、总体情况，第 2 段：{TEXT}上年结转申请3件。",
        "  12件：与表中的数不一致。",
        (
            f"      读作：{received}（'三、申请办理'!J7，10）或{both}（'三、申请办理'!J7:J8，10）"
            "或（七）总计 · 总计（'三、申请办理'!J30，10）"
        ),
        "  356件：没有核对。没有短语认得这个数。",
    ]


@pytest.mark.slow
def test_without_figures_it_is_said_what_numbers_count_for() -> None:
    text = "2024年，全县共收到政府信息公开申请300件；我镇收到政府信息公开申请12件。"
    code, out, _ = lint(OFFICIAL, "--try", text, "--agency", "东塘镇人民政府", "--year", "2024")
    assert code == 0
    assert without_phrases(out)[0] == (
        "Read as a text of 东塘镇人民政府 about 2024. No figures are given (--entries FILE), "
        "so only what numbers count for is said."
    )
    # Two phrases read 300件, and each has its reason.
    assert [line.strip() for line in without_phrases(out) if "件:" in line or "reason" in line] == [
        "300件: not compared.",
        "reason: It is told of another body, “全县”, which reaches so far: “全县共”.",
        "reason: “收到” means something else, up to the next mark: “全县共收到政府信息公开申请300件”.",
        "12件: counts, and is not compared, since the figure is not known.",
    ]


def test_each_number_has_its_figure_its_reason_and_its_phrase(tmp_path: Path) -> None:
    entries = tmp_path / "entries.yaml"
    entries.write_text("calls.arrived.cargo: 3\ncalls.arrived.ferry: 2\ncalls.arrived.other: 0\n", encoding="utf-8")
    text = "In 2025, 4 ships called, of which 2 were ferries. Last year 9 ships called. 7 people came."
    assert lint(HARBOUR, "--try", text, "--entries", entries, "--year", "2025", "--agency", "Port") == (
        0,
        f"""\
Read as a text of Port about 2025, and compared with the figures of {entries}.
1. Summary, paragraph 1: {text[:79]}…
  4: contradicts the tables.
      figure: Arrived · All ('2 Traffic & dues'!F9 = 5) or Handled · All ('2 Traffic & dues'!F12)
      phrase: {{number}} <ships> called|arrived  [ships_in_text]
  2: right.
      figure: Arrived · Ferry ('2 Traffic & dues'!D9 = 2)
      phrase: {{number}} … were ferries  [ships_in_text]
  9: not compared.
      figure: Arrived · All ('2 Traffic & dues'!F9 = 5)
      reason: “Last year” speaks of a part, of another time or of somebody else, and reaches so far: “Last year”.
      phrase: {{number}} <ships> called|arrived  [ships_in_text]
  7: not compared. No phrase of the definition takes this number.
""",
        "",
    )


@pytest.mark.parametrize(
    ("language", "lifted", "silenced"),
    [
        (
            "zh-CN",
            "“邮件”管到这里，但是它管到的 4 个数中有 3 个与表相符，所以核对了。",
            "它管到的 3 个数中有 1 个与表相符，不够多，所以没有核对。",
        ),
        (
            "en",
            "“邮件” reaches it, but also numbers that are as in the tables (3 of 4), so it is compared.",
            " Too few of the numbers that it reaches are as in the tables to compare it nevertheless: 1 of 3.",
        ),
    ],
)
def test_it_is_told_why_far_words_do_not_silence_a_number_or_do(language: Language, lifted: str, silenced: str) -> None:
    text = "邮件往来较多，补寄材料6份。答复中予以公开72件，部分公开34件，不予公开42件，其他处理9件。"
    other = "累计予以公开7件；部分公开34件，不予公开43件。"
    submission = report("青原县水务局", "（二）依申请公开情况", text, other)
    found = [list(trial_lines(each, submission, "x.xlsx", messages_for(language))) for each in (text, other)]
    assert [line.strip() for line in found[0] if "邮件" in line][1:] == [lifted]
    assert [line.endswith(silenced) for line in found[1] if "“累计”" in line] == [True, True]


@pytest.mark.slow
def test_programs_get_all_readings(workbook: Path) -> None:
    code, out, _ = lint(OFFICIAL, "--try", TEXT, "--entries", workbook, "--format", "json")
    told = json.loads(out)
    assert (code, told["definition"], told["agency"], told["year"], told["in_place"]) == (
        0,
        OFFICIAL,
        "东塘镇人民政府",
        2025,
        True,
    )
    (line,) = told["lines"]
    assert (line["section"], line["number"]) == ("overview", 2)
    numbers = {number["written"]: number["readings"] for number in line["numbers"]}
    assert list(numbers) == ["12件", "356件"]
    assert numbers["356件"] == []
    assert [(one["claim"], one["verdict"], one["figures"][0]["cells"]) for one in numbers["12件"]] == [
        ("requests_in_text", "contradicts", "'三、申请办理'!J7")
    ]


@pytest.mark.slow
def test_a_workbook_states_its_definition_itself(workbook: Path) -> None:
    with_it = lint(OFFICIAL, "--try", TEXT, "--entries", workbook)
    assert with_it[0] == 0
    assert lint("--try", TEXT, "--entries", workbook) == with_it


def test_without_a_definition_and_a_workbook_it_is_said_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "e.yaml").write_text("a: 1\n", encoding="utf-8")
    for arguments in (("--try", TEXT), ("--try", TEXT, "--entries", tmp_path / "e.yaml")):
        code, out, err = lint(*arguments)
        assert (code, out) == (2, "")
        assert messages_for("en")("trial.no_definition") in err
    code, out, err = lint()
    assert (code, out) == (2, "")
    assert "DEFINITION is missing." in err


@pytest.mark.parametrize(
    ("definition", "text", "said"),
    [
        (OFFICIAL, "", "There is no number in it that could be compared."),
        (OFFICIAL, "全年没有新的情况。", "  There is no number in it that could be compared."),
        (VILLAGE, "3 houses.", "This definition does not say what texts may state (claims), so no text is compared."),
    ],
)
def test_a_text_in_which_there_is_nothing_to_compare(definition: str, text: str, said: str) -> None:
    code, out, _ = lint(definition, "--try", text, "--year", "2025")
    assert (code, out.splitlines()[-1]) == (0, said)


def test_what_goes_with_a_trial_is_refused_without_one(workbook: Path) -> None:
    for option, value in (("--agency", "x"), ("--year", "2025"), ("--entries", str(workbook))):
        code, out, err = lint(OFFICIAL, option, value)
        assert (code, out) == (2, "")
        assert f"{option} goes with --try." in err


@pytest.mark.slow
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"no workbook")
    for name in ("x.xlsx", "none.yaml"):
        code, out, err = lint(OFFICIAL, "--try", TEXT, "--entries", tmp_path / name)
        assert (code, out, len(err.splitlines())) == (2, "", 1)
