"""The samples: what each must give is written here by hand; the files beside them must be what their entries give."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from importlib.util import module_from_spec, spec_from_file_location
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from click.testing import CliRunner

from support.read_samples import read_sample
from xlsreport import Place
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.cli import main
from xlsreport.layout.cells import CellRef

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
CHINESE = ("town-2020-as-published", "town-2020-corrected", "hongze-2023", "shuyang-2025", "county-2025-fees")
FOLDERS = (
    *CHINESE,
    "us-doj-foia-2016",
    "uk-style-quarterly-2025",
    "uk-style-quarterly-2025-fr",
    "school-2025",
    "sefa-2024",
)
REMEDIES = "四、复议诉讼"


def loaded(name: str) -> ModuleType:
    """A module of the samples' folder, which is no part of the package."""
    spec = spec_from_file_location(f"samples.{name}", SAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


typed_over = loaded("typed_over")
regenerate = loaded("regenerate")


def outcome(folder: str) -> dict[str, Any]:
    [only] = json.loads((SAMPLES / folder / "findings.json").read_text(encoding="utf-8"))
    assert isinstance(only, dict)
    return only


def facts(folder: str) -> list[tuple[Any, ...]]:
    keys = ("severity", "rule", "sheet", "cell", "found", "expected")
    return [tuple(finding[key] for key in keys) for finding in outcome(folder)["findings"]]


def row(values: Values, name: str, columns: str) -> list[Any]:
    return [values.at(Place.parse(f"{name}.{column}")) for column in columns.split()]


def column(values: Values, name: str, rows: str) -> list[Any]:
    table, column = name.split(".")
    return [values.at(Place.parse(f"{table}.{row}.{column}")) for row in rows.split()]


@pytest.mark.slow
def test_no_file_of_the_samples_is_stale() -> None:
    stale = [path.relative_to(ROOT).as_posix() for path, _ in regenerate.stale_files()]
    assert not stale, f"stale: {', '.join(stale)}; run: {regenerate.COMMAND}, and read what changed in findings.json"


@pytest.mark.slow
def test_generating_a_sample_twice_gives_the_same_bytes() -> None:
    hongze = next(known for known in regenerate.SAMPLES if known.folder == "hongze-2023")
    assert regenerate.generated(hongze) == regenerate.generated(hongze)


def test_every_folder_is_regenerated() -> None:
    found = {path.parent.name for path in SAMPLES.glob("*/entries.yaml")}
    assert found == {known.folder for known in regenerate.SAMPLES} == set(FOLDERS)


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_findings_beside_a_workbook_are_what_the_command_prints(
    folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(SAMPLES / folder)
    result = CliRunner().invoke(main, ["check", "--format", "json", "workbook.xlsx"])
    assert json.loads(result.output) == [outcome(folder)]
    assert result.exit_code == (1 if outcome(folder)["verdict"] == "errors" else 0)


def test_the_town_as_published_is_told_of_its_blanks_and_of_nothing_else() -> None:
    assert outcome("town-2020-as-published")["verdict"] == "errors"
    assert facts("town-2020-as-published") == [
        ("warning", "requests_in_text", "一、总体情况", "B8", 2, 0),
        ("error", "filled", "二、主动公开", "C20", None, None),
        ("error", "filled", "三、申请办理", "D9:I27", None, None),
    ]
    text, amount, block = (finding["message"] for finding in outcome("town-2020-as-published")["findings"])
    assert "两例" in text
    assert "采购总金额" in amount
    assert "114" in block


def test_the_town_as_published_speaks_of_two_requests_where_its_table_has_none() -> None:
    town = read_sample("town-2020-as-published")
    assert any("两例" in paragraph for paragraph in town.paragraphs("overview"))
    values = Values(town)
    assert column(values, "requests.all", "received carried_in disposed carried_out") == [0, 0, None, 0]
    assert row(values, "proactive.procurement", "projects spent") == [24, None]


def test_the_town_corrected_is_clean() -> None:
    assert (outcome("town-2020-corrected")["verdict"], facts("town-2020-corrected")) == ("clean", [])
    values = Values(read_sample("town-2020-corrected"))
    assert column(values, "requests.natural", "received carried_in granted disposed carried_out") == [2, 0, 2, 2, 0]
    assert column(values, "requests.all", "received carried_in disposed carried_out") == [2, 0, 2, 0]
    assert row(values, "proactive.procurement", "projects spent") == [24, Decimal("386.42")]


def test_hongze_is_told_of_its_two_wrong_totals_and_of_nothing_else() -> None:
    assert outcome("hongze-2023")["verdict"] == "errors"
    assert facts("hongze-2023") == [
        ("error", "total", REMEDIES, "E7", 0, 11),
        ("error", "total", REMEDIES, "O7", 0, 5),
    ]


def test_hongze_has_its_published_figures() -> None:
    values = Values(read_sample("hongze-2023"))
    assert row(values, "remedies.cases", "review_upheld review_corrected review_other review_pending") == [10, 1, 0, 0]
    assert row(values, "remedies.cases", "after_upheld after_corrected after_other after_pending") == [5, 0, 0, 0]
    assert row(values, "proactive.normative", "issued abolished valid") == [0, 5, 5]
    assert column(values, "proactive.decisions", "licensing penalties coercion") == [550, 4119, 195]
    assert values.at(Place.parse("proactive.fees.charged")) == Decimal("7730.28")
    results = "partly_granted state_secret process_information enforcement_files not_held to_be_made petitions disposed"
    assert column(values, "requests.all", results) == [4, 1, 1, 1, 10, 3, 1, 21]


def test_shuyang_is_clean() -> None:
    assert (outcome("shuyang-2025")["verdict"], facts("shuyang-2025")) == ("clean", [])
    values = Values(read_sample("shuyang-2025"))
    columns = "natural business research welfare law_services others all"
    assert row(values, "requests.received", columns) == [705, 3, 0, 0, 5, 0, 713]
    assert row(values, "requests.carried_in", columns) == [36, 0, 0, 0, 0, 0, 36]
    assert row(values, "requests.disposed", columns) == [710, 3, 0, 0, 5, 0, 718]
    assert row(values, "requests.carried_out", columns) == [31, 0, 0, 0, 0, 0, 31]
    assert row(values, "remedies.cases", "review_all direct_all after_all") == [61, 3, 10]
    assert column(values, "proactive.decisions", "licensing penalties coercion") == [517645, 693957, 2154]
    assert values.at(Place.parse("proactive.fees.charged")) == Decimal("4068.208")


def test_the_sentences_of_shuyang_speak_of_the_figures_in_its_tables() -> None:
    shuyang = read_sample("shuyang-2025")
    values = Values(shuyang)
    said = "".join(shuyang.paragraphs("overview"))
    received, carried_in, disposed, carried_out = column(
        values, "requests.all", "received carried_in disposed carried_out"
    )
    review, direct, after = row(values, "remedies.cases", "review_all direct_all after_all")
    for phrase in (
        f"合计{received + carried_in}件",
        f"本年新收{received}件",
        f"上年结转{carried_in}件",
        f"办结{disposed}件",
        f"其余{carried_out}件",
        f"行政复议{review}件，行政诉讼{direct + after}件，两项合计{review + direct + after}件",
    ):
        assert phrase in said
    assert "380元" in "".join(shuyang.paragraphs("other_matters"))


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_report_is_marked_as_a_draft_while_it_has_errors(folder: str) -> None:
    page = (SAMPLES / folder / "report.html").read_text(encoding="utf-8")
    assert ("不得发布" in page) == (outcome(folder)["verdict"] == "errors")


def test_typing_over_replaces_the_formula_and_keeps_the_look() -> None:
    sent = (SAMPLES / "shuyang-2025" / "workbook.xlsx").read_bytes()
    returned = typed_over.type_over(sent, {CellRef(REMEDIES, 6, 4): 7, CellRef(REMEDIES, 6, 9): Decimal("2.50")})
    before, after = (openpyxl.load_workbook(BytesIO(data))[REMEDIES] for data in (sent, returned))
    assert str(before["E7"].value).startswith("=")
    assert (after["E7"].value, after["J7"].value) == (7, 2.5)
    assert after["E7"].style_id == before["E7"].style_id
    assert after["O7"].value == before["O7"].value


def test_typing_over_forgets_the_results_of_all_formulas() -> None:
    sent = (SAMPLES / "shuyang-2025" / "workbook.xlsx").read_bytes()
    returned = openpyxl.load_workbook(BytesIO(typed_over.type_over(sent, {})), data_only=True)
    assert openpyxl.load_workbook(BytesIO(sent), data_only=True)[REMEDIES]["E7"].value == 61
    assert returned[REMEDIES]["E7"].value is None
    assert returned[REMEDIES]["A7"].value == 27


def test_typing_over_leaves_no_time_in_the_file() -> None:
    sent = (SAMPLES / "shuyang-2025" / "workbook.xlsx").read_bytes()
    with ZipFile(BytesIO(typed_over.type_over(sent, {}))) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("cell", [CellRef("没有这张表", 0, 0), CellRef(REMEDIES, 500, 0)])
def test_typing_over_a_cell_that_is_not_there_is_refused(cell: CellRef) -> None:
    sent = (SAMPLES / "shuyang-2025" / "workbook.xlsx").read_bytes()
    with pytest.raises(KeyError):
        typed_over.type_over(sent, {cell: 0})
