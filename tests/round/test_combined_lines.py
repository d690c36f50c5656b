"""Lines of several agencies that have the same key become one line of their consolidation, as `combine` declares it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support.grants import GRANTS
from support.small_rounds import new_round, send
from xlsreport import read_workbook
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.problems import DefinitionError
from xlsreport.errors import RoundError
from xlsreport.layout.cells import CellRef
from xlsreport.round.consolidation.consolidated_report import consolidated_submission
from xlsreport.round.consolidation.consolidating import Consolidation, consolidate
from xlsreport.round.consolidation.consolidation_files import write_consolidation
from xlsreport.round.consolidation.consolidation_options import ConsolidationOptions
from xlsreport.round.folder import Round

pytestmark = pytest.mark.slow

FORM = GRANTS.read_text(encoding="utf-8")
BY_CODE = FORM.replace("list: {most: 40, ", "list: {most: 40, combine: {by: code}, ")
COLUMNS = (
    "          - {id: rate, label: Rate, kind: {name: percent, decimals: 2}, required: false}\n"
    "          - {id: peak, label: Peak, kind: {name: amount, combine: max}, required: false}\n"
    "          - {id: begun, label: Begun, kind: date, required: false}\n"
)
WIDE = BY_CODE.replace("          - {id: branch,", f"{COLUMNS}          - {{id: branch,")
OFFICES = (("1", "North", ""), ("2", "South", ""), ("3", "West", ""))


def line(code: str, amount: float | str, **further: Any) -> Mapping[str, Any]:
    return {"code": code, "purpose": "Shelves", "fund": "OTHER", "amount": amount, "loan": "N"} | further


NORTH = [
    line("A100", 0.1, purpose="Maps", rate=3, peak=4, begun="2025-01-02"),
    line("B200", 5, begun="2025-03-04"),
    line("A100", 0.2, purpose="Chairs", peak=9, begun="2025-01-02"),
]
SOUTH = [
    {},
    line("B200", 7.25, fund="Building fund", begun="2025-03-05"),
    line("A100", 100, purpose="maps ", begun="2025-01-02", branch="South Quay"),
]
WEST = [line("C300", 1)]


def consolidated(folder: Path, form: str, *sent: Sequence[Mapping[str, Any]]) -> tuple[Round, Consolidation]:
    folder.mkdir(exist_ok=True)
    path = folder / "form.yaml"
    path.write_text(form, encoding="utf-8")
    round_ = new_round(folder, str(path), OFFICES[: len(sent)])
    common = {"phone": "1", "visits.nil_return": True}
    entries = {
        str(number): {
            **common,
            "grants": list(lines),
            "totals.ledger.amount": float(sum(Decimal(str(one.get("amount", 0))) for one in lines)),
        }
        for number, lines in enumerate(sent, start=1)
    }
    receipts = [one.receipt for one in send(round_, entries)]
    assert {receipt.verdict for receipt in receipts if receipt is not None} <= {"clean", "warnings"}
    return round_, consolidate(round_, ConsolidationOptions(agency="Coast"), processes=1)


def test_lines_with_the_same_key_become_one(tmp_path: Path) -> None:
    round_, result = consolidated(tmp_path, WIDE, NORTH, SOUTH, WEST)
    report = consolidated_submission(round_, result)
    lines = [
        {
            place.column: entry.number if entry.number is not None else entry.stated
            for place, entry in one.entries.items()
        }
        for one in report.lines["grants"]
    ]
    assert lines == [
        {
            "code": "A100",
            "purpose": "Maps; Chairs",
            "fund": "OTHER",
            "amount": Decimal("100.3"),
            "loan": "N",
            "rate": 3,
            "peak": 9,
            "begun": "2025-01-02",
            "branch": "North, South Quay",
        },
        # of what differs, funds and days, nothing is stated
        {"code": "B200", "purpose": "Shelves", "amount": Decimal("12.25"), "loan": "N", "branch": "North, South"},
        {"code": "C300", "purpose": "Shelves", "fund": "OTHER", "amount": 1, "loan": "N", "branch": "West"},
    ]


def entered(round_: Round, result: Consolidation) -> list[dict[str, Any]]:
    """The lines of a consolidation, as somebody would enter them."""
    lines = consolidated_submission(round_, result).lines["grants"]
    return [{place.column: entry.typed for place, entry in one.entries.items()} for one in lines]


def test_what_is_handed_up_and_combined_again_is_as_if_combined_at_once(tmp_path: Path) -> None:
    north, south = NORTH[::2], [one for one in SOUTH if one.get("code") == "A100"]
    west = [line("A100", 0.33, purpose="chairs", begun="2025-01-02", peak=1)]
    city = entered(*consolidated(tmp_path / "city", WIDE, north, south))
    province = entered(*consolidated(tmp_path / "province", WIDE, city, west))
    (at_once,) = entered(*consolidated(tmp_path / "once", WIDE, north, south, west))
    (handed_up,) = province
    assert at_once["amount"] == Decimal("100.63")
    assert at_once["purpose"] == "Maps; Chairs"
    # In the second round the offices have other names, but for those that the city wrote.
    assert handed_up.pop("branch") == "North, South Quay, South"
    assert at_once.pop("branch") == "North, South Quay, West"
    assert handed_up == at_once


def test_every_figure_is_traced_to_its_cells(tmp_path: Path) -> None:
    round_, result = consolidated(tmp_path, WIDE, NORTH, SOUTH, WEST)
    written = write_consolidation(round_, result, tmp_path / "out")
    book = openpyxl.load_workbook(written.provenance)
    sheet = book["Lines of Grants"]
    rows = list(sheet.iter_rows(values_only=True))
    headings = list(rows[1])
    amount = headings.index("Amount (sum of all)")
    assert headings[:6] == ["Line", "Sheet", "Cells", "code", "name", "Receipt"]
    assert "Code (what makes lines the same)" in headings
    traced = [(row[0], row[4], row[amount]) for row in rows[2:]]
    column = CellRef("", 0, amount).a1.rstrip("1")
    assert traced[0] == (1, None, f"=SUM({column}4:{column}6)")
    assert traced[1:4] == [(1, "North", 0.1), (1, "North", 0.2), (1, "South", 100)]
    assert [row[0] for row in rows[2:]] == [1, 1, 1, 1, 2, 2, 2, 3, 3]
    south = rows[5]
    own = result.contributions[1].receipt
    assert (south[1], south[5]) == ("Grants", own.number)
    with round_.open_ledger() as ledger:
        source = openpyxl.load_workbook(_saved(tmp_path, ledger.file_of(own.number) or b""))
    cells = [cell.value for cell in next(iter(source["Grants"][str(south[2])]))]
    assert (cells[0], cells[3]) == ("A100", 100)
    about = [row[1] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert any("the lines of agencies that it was made of" in str(said) for said in about)
    # The workbook of the report has the lines as they are, so that the round above combines them again.
    read = read_workbook(written.report, round_.definition)
    report = consolidated_submission(round_, result)
    stated = [
        [[entry.stated for entry in one.entries.values()] for one in lines.lines["grants"]] for lines in (read, report)
    ]
    assert stated[0] == stated[1]
    assert {finding.place for finding in written.findings if finding.severity == "error"} >= {"grants.2.fund"}


def _saved(folder: Path, data: bytes) -> Path:
    path = folder / "source.xlsx"
    path.write_bytes(data)
    return path


def test_what_was_typed_otherwise_than_plainly_stands_plainly_in_the_consolidation(tmp_path: Path) -> None:
    """As the spreadsheet program would leave a number out of its sums that is a text."""
    sent = [line("A100", "5.50", begun="3 February 2025", loan="n"), line("B200", 1)]
    round_, result = consolidated(tmp_path, WIDE.replace("combine: {by: code}, ", ""), sent)
    written = write_consolidation(round_, result)
    assert [one.rule for one in written.findings if one.rule in ("number", "kind")] == []
    (first, _) = read_workbook(written.report, round_.definition).lines["grants"]
    typed = {place.column: entry.typed for place, entry in first.entries.items()}
    assert (typed["amount"], typed["loan"], typed["begun"]) == (Decimal("5.5"), "N", "2025-02-03")


def test_a_key_that_is_blank_makes_no_lines_the_same(tmp_path: Path) -> None:
    form = BY_CODE.replace("by: code", "by: branch, texts: blank")
    round_, result = consolidated(
        tmp_path,
        form,
        [line("A100", 1)],
        [line("A100", 2), line("B100", 3, branch="Quay")],
        [line("C100", 4, branch="QUAY ")],
    )
    lines = consolidated_submission(round_, result).lines["grants"]
    amounts = [[entry.number for place, entry in one.entries.items() if place.column == "amount"] for one in lines]
    assert amounts == [[1], [2], [7]]
    assert "code" not in {place.column for place in lines[2].entries}


def test_appended_lines_are_traced_too(tmp_path: Path) -> None:
    round_, result = consolidated(tmp_path, FORM, [line("A100", 1), line("A100", 2, purpose="Maps")], WEST)
    written = write_consolidation(round_, result, tmp_path / "out")
    rows = list(openpyxl.load_workbook(written.provenance)["Lines of Grants"].iter_rows(values_only=True))
    assert [(row[0], row[4]) for row in rows[2:]] == [(1, "North"), (2, "North"), (3, "South")]


def test_a_sum_that_no_spreadsheet_keeps_is_refused(tmp_path: Path) -> None:
    much = 9_000_000_000_000
    round_, result = consolidated(tmp_path, BY_CODE, [line("A100", much + 0.12)], [line("A100", much)])
    with pytest.raises(RoundError, match=r"18000000000000\.12.*15"):
        consolidated_submission(round_, result)


@pytest.mark.parametrize(("by", "said"), [("cide", "code"), ("of_code", "is computed")])
def test_a_mistake_in_the_key_is_told(by: str, said: str) -> None:
    with pytest.raises(DefinitionError, match=said):
        parse_definition(BY_CODE.replace("by: code", f"by: [{by}]"))


def test_rows_of_a_table_are_not_combined_within_an_agency() -> None:
    """Lines that two rows of one agency are for must not become one."""
    table = """
  - id: quarters
    heading: 3. By quarter
    sheet: By quarter
    tables:
      - id: quarters
        rows_from: grants
        columns: [{id: first, label: First}]
"""
    form = f"{BY_CODE.rstrip()}{table}"
    with pytest.raises(DefinitionError, match="distinct over columns of combine"):
        parse_definition(form)
    parse_definition(form.replace("distinct: [code, purpose]", "distinct: [code]"))
