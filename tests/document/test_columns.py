"""Columns fill the type area, and are as wide as their longest figures and words ask for."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from support.definitions import loaded
from support.files import harbour, official
from support.fillings import DEFINITIONS, FORMS, fillings
from xlsreport import Definition, build_document, new_submission
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.document.content.model import CELL_MARGINS, PrintedTable, TableCell
from xlsreport.document.page_styles.named_page_styles import page_style_named
from xlsreport.document.pagination.text_width import widest_word, width_in_ems

TYPE_WIDTH = page_style_named("gb-t-9704").type_width


def type_width(definition: Definition, table: PrintedTable) -> float:
    """How wide the type area is on the page that the table stands on."""
    style = page_style_named(definition.declaration.page_style)
    return (style.turned if table.landscape else style).type_width


def tables(definition: Definition, entries: Mapping[str, object]) -> list[PrintedTable]:
    part = 1 if definition.calendar.has_parts else None
    submission = new_submission(definition, agency="示例县", year=2025, part=part, entries=entries)
    return [part for part in build_document(submission).parts if isinstance(part, PrintedTable)]


def requests(**entries: int | str) -> PrintedTable:
    """Table three, by the columns of its first row."""
    return tables(official(), {f"requests.received.{column}": figure for column, figure in entries.items()})[1]


def width_of(table: PrintedTable, cell: TableCell) -> float:
    return sum(table.columns[cell.left : cell.left + cell.width])


def figure(table: PrintedTable, text: str) -> TableCell:
    return next(cell for cell in table.cells if cell.role == "figure" and cell.text == text)


@pytest.mark.parametrize("figures", ["0", "12345678", "123456789012"])
@pytest.mark.parametrize("definition", [official, harbour])
def test_columns_fill_the_type_area_whatever_stands_in_them(definition: Callable[[], Definition], figures: str) -> None:
    loaded = definition()
    entries = {str(place): figures for table in loaded.tables for place in loaded.entry_places(table)}
    for table in tables(loaded, entries):
        assert sum(table.columns) == pytest.approx(type_width(loaded, table))
        assert min(table.columns) > 10


def test_a_column_of_eight_digits_is_wider_than_its_neighbours_and_sets_them_in_full_size() -> None:
    table = requests(natural="12345678", business="7")
    wide, narrow = figure(table, "12345678"), figure(table, "7")
    assert width_of(table, wide) > width_of(table, narrow)
    assert table.figure_scale(wide, TYPE_WIDTH) == 1


def test_columns_of_short_figures_share_their_room_equally() -> None:
    table = requests(natural="12", business="7")
    columns = table.columns[-6:-1]  # of organisations
    assert max(columns) == pytest.approx(min(columns))


DATED = """
id: reviews
edition: "1"
language: zh-CN
name: 复议
title: "{agency}"
period: {label: 期间, text: "{year}"}
sections:
  - id: reviews
    heading: 一、复议
    sheet: 复议
    tables:
      - id: reviews
        list: {most: 5}
        columns:
          - {id: number, label: 编号, kind: text}
          - {id: matter, label: 事由, kind: text}
          - {id: begun, label: 受理日期, kind: date}
          - {id: result, label: 结果, kind: text}
          - {id: ended, label: 办结日期, kind: date}
          - {id: days, label: 天数, total: ended - begun, kind: signed_count}
          - {id: office, label: 单位, kind: text}
"""


LETTERS = """\
id: letters
edition: "1"
language: {language}
name: Letters
title: "Letters of {{agency}}, {{year}}"
period: {{label: Year, text: "{{year}}"}}
sections:
  - id: part
    heading: 1. Letters
    sheet: Letters
    tables:
      - id: letters
        list: {{most: 50}}
        columns:
          - {{id: number, label: Number, kind: {{name: text, max_length: 20}}}}
          - {{id: got, label: Got, kind: date}}
          - {{id: about, label: About, kind: {{name: text, max_length: 120}}}}
          - {{id: done, label: Done, kind: date}}
          - {{id: pages, label: Pages}}
"""


@pytest.mark.parametrize("language", ["en", "ru", "vi", "es", "pt", "uk", "el", "pl", "lv"])
def test_dates_of_any_language_stand_on_one_line(language: str) -> None:
    definition = parse_definition(LETTERS.format(language=language))
    text = "The road between the harbour and the school, and its lamps"
    line = {"number": "A-1", "got": "2025-09-28", "about": text, "done": "2025-11-28", "pages": 3}
    (table,) = tables(definition, {"letters": [line]})
    dates = [cell for cell in table.cells if cell.place in ("letters.1.got", "letters.1.done")]
    assert len(dates) == 2
    for cell in dates:
        assert "2025" in cell.text
        assert width_in_ems(cell.text) * table.font_size + CELL_MARGINS <= width_of(table, cell)


def test_dates_and_short_answers_of_a_list_stand_on_one_line_where_there_is_room() -> None:
    line = {"number": "7-1", "begun": "2025-10-28", "ended": "2025-12-31", "result": "部分撤销", "office": "甲"}
    lines = [{**line, "matter": "不服不予公开会议记录的答复，要求撤销并责令重新答复"}]
    (table,) = tables(parse_definition(DATED), {"reviews": lines})
    for text in ("2025年10月28日", "2025年12月31日", "部分撤销"):
        needed = width_in_ems(text) * table.font_size + CELL_MARGINS
        assert width_of(table, figure(table, text)) >= needed, text


@pytest.mark.parametrize("figures", ["0", "12345678"])
def test_no_word_of_a_heading_or_label_is_broken(figures: str) -> None:
    entries = {str(place): figures for table in harbour().tables for place in harbour().entry_places(table)}
    for table in tables(harbour(), entries):
        for cell in table.cells:
            if cell.role != "figure":
                needed = widest_word(cell.text) * table.font_size + CELL_MARGINS
                assert needed <= width_of(table, cell) + 0.01, cell.text


def test_chinese_headings_keep_two_characters_a_line_beside_long_figures() -> None:
    entries = {str(place): "12345678" for table in official().tables for place in official().entry_places(table)}
    for table in tables(official(), entries):
        for cell in table.cells:
            if cell.role == "column" and len(cell.text) > 1:
                assert width_of(table, cell) >= 2 * table.font_size + CELL_MARGINS


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("自然人", 1.0),
        ("Change", 3.35),
        ("on the way", 1.98),
        ("59237.2449", 9 * 0.64 + 0.38),
        ("共12件", 1.28),
        ("рассмотрение", 6.77),
        ("информационно-телекоммуникационный", 11.72),
        ("Ετήσια", 3.52),
        ("trường hợp", 2.9),
        (unicodedata.normalize("NFD", "trường hợp"), 2.9),
        ("내과계", 3),
        ("외과계 합계", 3),
        ("구성비(%)", 3 + 2 * 0.38 + 0.38),
        ("한국보건의료인국가시험원", 1),
        ("", 0),
    ],
)
def test_the_longest_part_that_is_not_broken(text: str, word: float) -> None:
    assert widest_word(text) == pytest.approx(word)
    assert width_in_ems(text) >= widest_word(text)


@pytest.mark.parametrize(
    ("agency", "lines"),
    [
        ("示例县人民政府", ["示例县人民政府"]),
        ("某某自治区某某某某市某某某某某族自治旗人民政府", ["某某自治区某某某某市", "某某某某某族自治旗人民政府"]),
        ("某" * 30, ["某" * 30]),  # nothing says where its sense could be broken
    ],
)
def test_an_agency_too_long_for_a_line_of_the_title_is_broken_after_the_name_of_a_place(
    agency: str, lines: list[str]
) -> None:
    document = build_document(new_submission(official(), agency=agency, year=2025))
    assert list(document.title_lines) == [*lines, "2025年政府信息公开工作年度报告"]


@pytest.mark.slow
@pytest.mark.parametrize("name", [*DEFINITIONS, *FORMS[:2]], ids=lambda name: Path(name).stem)
def test_whatever_is_filled_in_the_columns_fill_the_type_area(name: str) -> None:
    for submission in fillings(loaded(name), 40, seed=5):
        tables = (part for part in build_document(submission).parts if isinstance(part, PrintedTable))
        for table in tables:
            assert sum(table.columns) == pytest.approx(type_width(submission.definition, table))
            assert min(table.columns) > CELL_MARGINS


def test_row_labels_of_a_plain_report_take_what_its_figures_leave() -> None:
    """Questions with short answers stand on one line."""
    definition = loaded("uk-style-quarterly/2025")
    questions = next(table for table in tables(definition, {}) if any(cell.text == "Question" for cell in table.cells))
    style = page_style_named(definition.declaration.page_style)
    longest = max((cell for cell in questions.cells if cell.role == "row"), key=lambda cell: width_in_ems(cell.text))
    assert width_of(questions, longest) > width_in_ems(longest.text) * questions.font_size + CELL_MARGINS
    assert sum(questions.columns) == pytest.approx(style.type_width)


MIXED = """\
id: mixed
edition: "1"
language: en
name: Mixed
title: "{year}"
period: {label: Year, text: "{year}"}
sections:
  - id: s
    heading: S
    sheet: S
    tables:
      - id: t
        columns: [{id: c, label: C}]
        rows:
          - {id: rate, label: Rate, kind: {name: amount, decimals: 2}}
          - {id: target, label: Target, kind: {name: amount, decimals: 2}}
          - {id: share, label: Share, kind: {name: percent, decimals: 1}}
          - {id: part, label: Part, kind: {name: percent, decimals: 1}}
          - {id: fee, label: Fee, kind: {name: amount, decimals: 0}}
"""


def test_figures_of_a_column_have_the_decimals_of_their_like_and_not_of_others() -> None:
    figures = {"rate": 10.96, "target": 12, "share": 97.5, "part": 100, "fee": 1234567}
    entries = {f"t.{row}.c": figure for row, figure in figures.items()}
    submission = new_submission(parse_definition(MIXED), year=2025, entries=entries)
    [table] = [part for part in build_document(submission).parts if isinstance(part, PrintedTable)]
    printed = [cell.text for cell in table.cells if cell.role == "figure"]
    assert printed == ["10.96", "12.00", "97.5%", "100.0%", "1,234,567"]


def test_figures_of_a_row_that_is_of_a_kind_have_the_decimals_of_their_like_too() -> None:
    text = MIXED.replace("[{id: c, label: C}]", "[{id: c, label: C}, {id: d, label: D}, {id: e, label: E}]")
    of_columns = {"rate": (10.96, 12, 7), "target": (1, 2, 3), "share": (97.5, 100, 3), "fee": (1, 2, 3)}
    entries = {
        f"t.{row}.{column}": one for row, three in of_columns.items() for column, one in zip("cde", three, strict=True)
    }
    submission = new_submission(parse_definition(text), year=2025, entries=entries)
    [table] = [part for part in build_document(submission).parts if isinstance(part, PrintedTable)]
    printed = [cell.text for cell in table.cells if cell.role == "figure" and cell.text]
    assert printed == ["10.96", "12.00", "7.00", "1.00", "2.00", "3.00", "97.5%", "100.0%", "3.0%", "1", "2", "3"]
