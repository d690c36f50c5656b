"""How lists are printed as `print` declares it: sorted, in groups with subtotals, with totals, the rest in an annex."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from support.grants import GOOD, GRANTS, at_random
from xlsreport import Submission, new_submission
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.place import Place
from xlsreport.definition.problems import DefinitionError
from xlsreport.definition.rule_language.expression import LineFigures
from xlsreport.document.content.model import Document, Heading, PrintedTable, TableNote
from xlsreport.document.content.printed_lists import printed_lists
from xlsreport.document.content.report_builder import build_document
from xlsreport.document.format_names import FORMATS, Format
from xlsreport.document.output_formats import render
from xlsreport.document.proof.verification import UnfaithfulRenderingError, verify
from xlsreport.values import is_number

FORM = GRANTS.read_text(encoding="utf-8")
MARK = "list: {most: 40, "
LINES: Sequence[Mapping[str, Any]] = (
    GOOD[0],  # Building fund, 250.5
    {**GOOD[1], "amount": 0.1},  # Books, maps and music
    {},
    {"code": "C300", "purpose": "Lamps", "fund": "Building fund", "amount": 0.2, "loan": "N"},
    {"code": "B201", "purpose": "Stools", "amount": 7, "loan": "N"},  # of no fund
    GOOD[2],  # OTHER, 50
)


def form(printing: str, *changes: tuple[str, str]) -> str:
    text = FORM.replace(MARK, f"{MARK}print: {printing}, ")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def given(printing: str, lines: Sequence[Mapping[str, Any]] = LINES, *changes: tuple[str, str]) -> Submission:
    entries = {"phone": "1", "totals.ledger.amount": 500, "visits.nil_return": True, "grants": list(lines)}
    return new_submission(parse_definition(form(printing, *changes)), agency="Bay", year=2025, entries=entries)


def tables(document: Document) -> list[PrintedTable]:
    return [part for part in document.parts if isinstance(part, PrintedTable) and part.table == "grants"]


def rows(table: PrintedTable) -> list[str]:
    """What begins in each row below the headings: the words of a heading or sum, or the code of a line."""
    first = {cell.top: cell.text for cell in reversed(table.cells)}
    return [first[row] for row in range(table.blocks[0].heading_rows, table.height)]


def texts(table: PrintedTable) -> Mapping[str, str]:
    return {cell.place: cell.text for cell in table.cells if cell.place}


def test_groups_are_in_the_order_of_the_options_with_exact_subtotals() -> None:
    document = build_document(given("{group: fund, ungrouped: Of no fund, subtotal: amount, totals: [amount, owed]}"))
    (table,) = tables(document)
    assert rows(table) == [
        *("Fund: Books, maps and music", "A100", "Subtotal: Books, maps and music"),
        *("Fund: Building fund", "A100", "C300", "Subtotal: Building fund"),
        *("Fund: OTHER", "B200", "Subtotal: OTHER"),
        *("Of no fund", "B201", "Subtotal: Of no fund"),
        "Total",
    ]
    shown = texts(table)
    assert [shown[f"grants.group_{number}.amount"] for number in (1, 2, 3, 4)] == ["0.10", "250.70", "50.00", "7.00"]
    assert (shown["grants.total.amount"], shown["grants.total.owed"]) == ("307.80", "120")
    assert document.figures["grants.total.amount"] == Decimal("307.8")
    assert document.figures["grants.group_2.fund"] == "Building fund"
    assert document.figures["grants.4.fund"] == "Building fund"
    line = next(cell for cell in table.cells if cell.place == "grants.4.amount")
    assert [table.cells[header].text for header in line.headers] == ["Amount", "Fund: Building fund"]
    total = next(cell for cell in table.cells if cell.place == "grants.total.amount")
    assert [table.cells[header].text for header in total.headers][-1] == "Total"


def test_groups_stand_within_groups_and_in_the_order_of_their_first_lines() -> None:
    lines = [
        {**line, "branch": branch}
        for line, branch in zip(LINES, ("Quay", "Hill", "", "QUAY ", "", "Quay"), strict=True)
    ]
    printing = '{group: [branch, fund], subtotal: amount, subtotal_label: "{group}, {count} in all", sort: -amount}'
    (table,) = tables(build_document(given(printing, lines)))
    assert rows(table) == [
        *("Branch: Quay", "Fund: Building fund", "A100", "C300", "Building fund, 2 in all"),
        *("Fund: OTHER", "B200", "OTHER, 1 in all", "Quay, 3 in all"),
        *("Branch: Hill", "Fund: Books, maps and music", "A100", "Books, maps and music, 1 in all", "Hill, 1 in all"),
        *("Others", "Others", "B201", "Others, 1 in all", "Others, 1 in all"),
    ]
    assert texts(table)["grants.group_1_1.amount"] == "250.70"
    assert {"branch", "fund"}.isdisjoint(cell.place.rpartition(".")[2] for cell in table.cells if cell.place)


def test_what_is_too_long_stands_in_an_annex() -> None:
    document = build_document(given("{most: 2, group: fund, subtotal: amount, totals: amount, numbers: true}"))
    body, annex = tables(document)
    assert rows(body) == [
        *("Fund: Books, maps and music", "1", "Subtotal: Books, maps and music"),
        *("Fund: Building fund", "2", "Total of all 5 lines"),  # the group goes on, so that it has no subtotal here
    ]
    assert rows(annex)[-2:] == ["Subtotal: Others", "Total"]
    assert sum(row.isdigit() for row in rows(annex)) == 5
    assert TableNote("The first 2 of 5 lines; all of them are in Annex 1.", 10) in document.parts
    assert document.parts[-2:] == (Heading(1, "Annex 1: Grants", new_page=True), annex)
    assert texts(body)["grants.total.amount"] == texts(annex)["grants.total.amount"] == "307.80"


def test_lists_are_told_from_another_by_the_numbers_of_their_annexes() -> None:
    visits = ("list: {most: 20, sheet: Visits}", "list: {most: 20, sheet: Visits, print: {most: 0, numbers: true}}")
    text = form('{most: 1, annex_title: All of it, reference: "{printed} of {count}: {annex}"}', visits)
    entries = {"phone": "1", "visits": [{"day": "2025-02-03", "guests": 4}], "grants": list(LINES)}
    document = build_document(new_submission(parse_definition(text), agency="Bay", year=2025, entries=entries))
    notes = [part.text for part in document.parts if isinstance(part, TableNote)]
    assert notes == ["Visits paid for: 1 line: see Annex 1.", "1 of 5: Annex 2"]
    headings = [part.text for part in document.parts if isinstance(part, Heading)]
    assert headings[-2:] == ["Annex 1: Visits paid for", "Annex 2: All of it"]


def test_a_list_in_chinese_says_so_in_chinese() -> None:
    document = build_document(
        given("{most: 1, group: fund, subtotal: amount, totals: amount}", LINES, ("language: en", "language: zh-CN"))
    )
    body, annex = tables(document)
    assert rows(body) == ["Fund：Books, maps and music", "A100", "小计：Books, maps and music", "合计（全部 5 行）"]
    assert TableNote("以上为前 1 行，共 5 行，全部见附件 1。", 10) in document.parts
    assert annex.label == "附件 1：Grants"


def test_only_what_is_printed_stands_in_the_data_of_the_page() -> None:
    document = build_document(given("{columns: [code, amount], most: 1, rest: omit, sort: [-amount], totals: amount}"))
    (table,) = tables(document)
    assert rows(table) == ["A100", "Total of all 5 lines"]
    page = render(document, "html").decode()
    found = re.search(r'<script[^>]*id="figures"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found is not None
    named = [name for name in json.loads(found[1])["figures"] if name.startswith("grants.")]
    assert named == ["grants.1.code", "grants.1.amount", "grants.total.amount"]
    assert "Shelves" not in page


def test_words_of_the_definition_stand_where_there_are_no_lines() -> None:
    document = build_document(given("{none: Nobody gave anything.}", ()))
    assert TableNote("Nobody gave anything.", 10) in document.parts


@pytest.mark.slow
@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_proves_groups_sums_and_annex(format_: Format) -> None:
    printing = (
        "{most: 3, columns: [code, purpose, amount], group: fund, subtotal: amount, totals: amount, sort: -amount}"
    )
    lines = [{**LINES[0], "purpose": f"Shelf {number}", "amount": number / 4} for number in range(130)]
    room = ("{most: 40, print", "{most: 200, print")
    own = given(printing, lines, room)
    document = build_document(own)
    verify(render(document, format_), format_, own)
    changed = given(printing, [*lines[:-1], {**lines[-1], "amount": 32.3}], room)
    with pytest.raises(UnfaithfulRenderingError) as caught:
        verify(render(build_document(changed), format_), format_, own)
    found = [(one.expected, one.found) for one in caught.value.discrepancies]
    assert ("32.25", "32.30") in found
    assert found.count(("2,096.25", "2,096.30")) == 4  # once in a table, once below the lines, twice in the annex


@pytest.mark.parametrize("seed", range(12))
def test_every_line_is_printed_once_and_counted_once(seed: int) -> None:
    chance = random.Random(seed)
    group = chance.choice(["", "group: fund, subtotal: amount,", "group: [loan, fund], subtotal: amount,"])
    sort = chance.choice(["", "sort: [-amount, code],", "sort: purpose,"])
    text = form(f"{{{group} {sort} totals: amount, most: {chance.randrange(30)}}}")
    made = at_random(seed)
    report = Submission(parse_definition(text), "Bay", 2025, made.entries, lines=made.lines)
    values = Values(report)
    document = build_document(report)
    lines = Counter(str(line.number) for line in report.lines["grants"])
    whole = tables(document)[-1]
    printed = Counter(cell.place.split(".")[1] for cell in whole.cells if cell.place and cell.place.endswith(".code"))
    assert printed == lines
    one = printed_lists(report, values, lambda _: None)["grants"]
    column = LineFigures("grants", Place("grants", "*", "code"), Place("grants", "*", "amount"))
    assert one.figures[Place("grants", "total", "amount")] == values.of_lines("sum", column)
    outer = {place: figure for place, figure in one.figures.items() if re.fullmatch(r"group_\d+", place.row)}
    amounts = [figure for place, figure in outer.items() if place.column == "amount" and is_number(figure)]
    assert not group or sum(map(Decimal, amounts)) == values.of_lines("sum", column)


MISTAKES = [
    ("{group: fudn}", "Did you mean fund?"),
    ("{sort: [-amuont]}", "amount"),
    ("{totals: [purpose]}", "is not added up"),
    ("{totals: [share]}", "is not added up"),
    ("{subtotal: [amount]}", "Write group"),
    ("{columns: [code], totals: [amount]}", "not printed"),
    ("{rest: omit}", "Write most"),
    ('{most: 3, reference: "{printd}"}', "There is no {printd} here"),
    ('{most: 3, rest: omit, reference: "{annex}"}', "There is no {annex} here"),
    ('{total_label: "{count"}', "braces"),
]


@pytest.mark.parametrize(("printing", "said"), MISTAKES)
def test_a_mistake_in_how_a_list_is_printed_is_told(printing: str, said: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        parse_definition(form(printing))
    (problem,) = caught.value.problems
    assert said in str(caught.value)
    assert ".list.print" in problem.path


def test_how_a_list_is_printed_may_change_while_workbooks_are_out() -> None:
    assert parse_definition(form("{group: fund}")).fingerprint == parse_definition(FORM).fingerprint
