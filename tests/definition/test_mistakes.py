"""Every mistake that a definition can have: the whole message, with its line, and all of them at once."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import xlsreport
from support.files import OFFICIAL
from xlsreport.definition.figure_kinds.kinds import KINDS
from xlsreport.definition.loading.definition_loading import load_definition, parse_definition
from xlsreport.definition.problems import DefinitionError, near_miss, underlined
from xlsreport.messages import messages_for

ENGLISH = """\
id: pool-return
edition: "1"
language: en
name: Pool return
title: "Pools of {agency}, {year}"
period: {label: Period, text: "The year {year}"}
cover:
  - {id: phone, label: Telephone}
sections:
  - id: visits_section
    heading: 1. Visits
    sheet: Visits
    tables:
      - id: visits
        columns:
          - id: paying
            label: Paying
            columns:
              - {id: adults, label: Adults}
              - {id: children, label: Children}
          - {id: free, label: Free of charge}
          - {id: all, label: All, total: sum(paying) + free}
          - {id: remark, label: Remark, kind: text}
        rows:
          - {id: summer, label: Summer}
          - {id: winter, label: Winter}
        rules:
          - id: more_in_summer
            for: [adults, children]
            require: summer >= winter
            statement: Summer has more visits than winter
  - id: story
    heading: 2. Story
    sheet: Story
    narrative: {lines: 120}
rules:
  - id: grows
    require: visits.summer.all >= previous.visits.summer.all
    statement: Visits grow
    severity: note
"""

CHINESE = """\
id: pool-return
edition: "1"
language: zh-CN
name: 泳池年报
title: "{agency}{year}年泳池年报"
period: {label: 期限, text: "{year}年"}
sections:
  - id: visits_section
    heading: 一、客流
    sheet: 一、客流
    tables:
      - id: visits
        columns:
          - {id: adults, label: 成人}
          - {id: all, label: 总计, total: adults}
        rows:
          - {id: summer, label: 夏季}
"""


def mistakes(text: str) -> list[str]:
    """What is said about a definition, one text for each mistake."""
    with pytest.raises(DefinitionError) as caught:
        parse_definition(text, "pool")
    assert str(caught.value) == "\n".join(caught.value.lines())
    return caught.value.lines()


def changed(old: str, new: str, text: str = ENGLISH) -> str:
    """The definition with one passage replaced."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the text"
    return text.replace(old, new)


def test_the_small_definitions_are_without_mistakes() -> None:
    assert parse_definition(ENGLISH).name == "pool-return/1"
    assert parse_definition(CHINESE).language == "zh-CN"


STRUCTURE = {
    "an unknown key with a near miss": (
        "heading: 2. Story",
        "heding: 2. Story",
        "pool:32:5: sections[1]: “heading” is missing.",
        "pool:33:5: sections[1].heding: There is no key “heding”. Did you mean heading?",
    ),
    "an unknown key like none": (
        'edition: "1"',
        'edition: "1"\ncolour: red',
        "pool:3:1: colour: There is no key “colour”.",
    ),
    "an unknown key in a kind": (
        "kind: text",
        "kind: {name: text, maxlength: 9}",
        (
            "pool:23:60: sections[0].tables[0].columns[3].kind.maxlength: There is no key “maxlength”."
            " Did you mean max_length?"
        ),
    ),
    "an unknown key in a column, not one of a row": (
        "label: Paying\n",
        "label: Paying\n            row: 1\n",
        "pool:18:13: sections[0].tables[0].columns[0].row: There is no key “row”.",
    ),
    "a rule's alias": (
        "for: [adults",
        "for_: [adults",
        "pool:29:13: sections[0].tables[0].rules[0].for_: There is no key “for_”. Did you mean for?",
        (
            "pool:30:22: sections[0].tables[0].rules[0].require: “summer” does not say which cell: write row.column or"
            " table.row.column; with for, the row or column alone will do.\n"
            "    summer >= winter\n"
            "    ^^^^^^"
        ),
    ),
    "a key that is missing": (
        "    statement: Visits grow\n",
        "",
        "pool:37:5: rules[0]: “statement” is missing.",
    ),
    "an unquoted edition": (
        'edition: "1"',
        "edition: 2021",
        "pool:2:10: edition: This must be text, but 2021 is written. Put it in quotes.",
    ),
    "an edition that looks octal": (
        'edition: "1"',
        "edition: 0o17",
        "pool:2:10: edition: This must be text, but 15 is written. Put it in quotes.",
    ),
    "a truth value for a text": (
        "label: Winter",
        "label: true",
        "pool:26:33: sections[0].tables[0].rows[1].label: This must be text, but true is written. Put it in quotes.",
    ),
    "a list for a text": (
        "name: Pool return",
        "name: [Pool, return]",
        "pool:4:7: name: This must be a text, not a list and not keys with values.",
    ),
    "keys for a text": (
        "label: Winter",
        "label: {en: Winter}",
        "pool:26:33: sections[0].tables[0].rows[1].label: This must be a text, not a list and not keys with values.",
    ),
    "no value": (
        "heading: 2. Story",
        "heading:",
        "pool:33:5: sections[1].heading: There is no value here. Write one, or remove the key.",
    ),
    "an empty text": (
        "heading: 2. Story",
        'heading: ""',
        "pool:33:14: sections[1].heading: This cannot be empty.",
    ),
    "an empty list": (
        "for: [adults, children]",
        "for: []",
        "pool:29:18: sections[0].tables[0].rules[0].for: This cannot be empty.",
    ),
    "a text for a list": (
        "cover:\n  - {id: phone, label: Telephone}",
        "cover: phone",
        "pool:7:8: cover: This must be a list: each item after a hyphen on a line of its own, or all of them in [ ].",
    ),
    "a text for keys": (
        "narrative: {lines: 120}",
        "narrative: yes",
        (
            "pool:35:16: sections[1].narrative: This must be keys with values, such as “id: …”, in { } or each on a"
            " line of its own."
        ),
    ),
    "a number below the least": (
        "lines: 120",
        "lines: 12",
        "pool:35:24: sections[1].narrative.lines: This must be at least 120.",
    ),
    "a number above the greatest": (
        "kind: text",
        "kind: {name: amount, decimals: 12}",
        "pool:23:72: sections[0].tables[0].columns[3].kind.decimals: This must be at most 6.",
    ),
    "a word for a whole number": (
        "lines: 120",
        "lines: many",
        "pool:35:24: sections[1].narrative.lines: This must be a whole number.",
    ),
    "a fraction for a whole number": (
        "lines: 120",
        "lines: 120.5",
        "pool:35:24: sections[1].narrative.lines: This must be a whole number.",
    ),
    "a word for a number": (
        "- id: visits\n",
        "- id: visits\n        font_size: large\n",
        "pool:15:20: sections[0].tables[0].font_size: This must be a number.",
    ),
    "an endless number": (
        "lines: 120",
        "lines: .inf",
        "pool:35:24: sections[1].narrative.lines: This must be a number.",
    ),
    "an id with a capital": (
        "id: winter",
        "id: Winter",
        (
            "pool:26:18: sections[0].tables[0].rows[1].id: “Winter” cannot be an id. Use lower-case letters, digits"
            " and underscores (hyphens in the report's id), starting with a letter."
        ),
    ),
    "an unknown kind": (
        "kind: text",
        "kind: txt",
        (
            "pool:23:47: sections[0].tables[0].columns[3].kind: “txt” is not one of:"
            f" {', '.join(KINDS)}. Did you mean text?"
        ),
    ),
    "a kind without its name": (
        "kind: text",
        "kind: {max_length: 9}",
        "pool:23:47: sections[0].tables[0].columns[3].kind: “name” is missing.",
    ),
    "a choice without options": (
        "kind: text",
        "kind: choice",
        "pool:23:47: sections[0].tables[0].columns[3].kind: “options” is missing.",
    ),
    "a severity that is none": (
        "severity: note",
        "severity: noted",
        "pool:40:15: rules[0].severity: “noted” is not one of: error, warning, note. Did you mean note?",
    ),
    "a misspelt word after for": (
        "for: [adults, children]",
        "for: colums",
        (
            "pool:29:18: sections[0].tables[0].rules[0].for: “colums” is not one of: columns, rows."
            " Did you mean columns?"
        ),
    ),
}

SOUNDNESS = {
    "a language by its name": (
        "language: en",
        "language: Spanish",
        "pool:3:11: language: 不知道“Spanish”这种语言的日期和数字怎么写。语言写作 fr、cy 或 pt-BR。是不是想写 es？",
    ),
    "an id of two rows": (
        "{id: winter,",
        "{id: summer,",
        "pool:26:18: sections[0].tables[0].rows[1].id: The id “summer” is used twice. Choose another.",
    ),
    "an id of a column and a heading": (
        "{id: free,",
        "{id: paying,",
        "pool:21:18: sections[0].tables[0].columns[1].id: The id “paying” is used twice. Choose another.",
    ),
    "an id of two rules": (
        "- id: grows",
        "- id: more_in_summer",
        "pool:37:9: rules[0].id: The id “more_in_summer” is used twice. Choose another.",
    ),
    "an id of two sections": (
        "- id: story",
        "- id: visits_section",
        "pool:32:9: sections[1].id: The id “visits_section” is used twice. Choose another.",
    ),
    "an id of a section and a field of the cover": (
        "id: phone",
        "id: story",
        "pool:8:10: cover[0].id: The id “story” is used twice. Choose another.",
    ),
    "a word of the rule language": (
        "{id: winter,",
        "{id: previous,",
        (
            "pool:26:18: sections[0].tables[0].rows[1].id: “previous” is a word of the rule language or of the"
            " templates and cannot be an id."
        ),
        (
            "pool:30:22: sections[0].tables[0].rules[0].require: There is no “winter” here.\n"
            "    summer >= winter\n"
            "              ^^^^^^"
        ),
    ),
    "a word of the title": (
        "id: phone",
        "id: agency",
        "pool:8:10: cover[0].id: “agency” is a word of the rule language or of the templates and cannot be an id.",
    ),
    "a row with the id of a table": (
        "{id: winter, label: Winter}",
        "{id: winter, label: Winter}\n          - {id: visits, label: Visits}",
        (
            "pool:27:18: sections[0].tables[0].rows[2].id: “visits” is the id of a table; a row or column may not bear"
            " it, or rules could not tell them apart."
        ),
    ),
    "a column with the id of a table": (
        "{id: remark,",
        "{id: visits,",
        (
            "pool:23:18: sections[0].tables[0].columns[3].id: “visits” is the id of a table; a row or column may not"
            " bear it, or rules could not tell them apart."
        ),
    ),
    "equal labels of one level": (
        "label: Children",
        "label: Adults",
        (
            "pool:20:39: sections[0].tables[0].columns[0].columns[1].label: Two labels of the same level read “Adults”;"
            " neither readers nor rules could tell them apart."
        ),
    ),
    "other words that are the label beside it": (
        "label: Children",
        "label: Children, also: [Kids, Adults]",
        (
            "pool:20:62: sections[0].tables[0].columns[0].columns[1].also[1]: Two labels of the same level read"
            " “Adults”; neither readers nor rules could tell them apart."
        ),
    ),
    "a placeholder that is not there": (
        "The year {year}",
        "The year {yaer}",
        "pool:6:31: period.text: There is no {yaer} here; possible are: {end}, {label}, {start}, {year}.",
    ),
    "a placeholder with a format": (
        "{agency}, {year}",
        "{agency}, {year:04}",
        "pool:5:8: title: There is no {year:04} here; possible are: {agency}, {end}, {label}, {start}, {year}.",
    ),
    "a placeholder with a conversion": (
        "{agency}, {year}",
        "{agency!r}, {year}",
        "pool:5:8: title: There is no {agency!r} here; possible are: {agency}, {end}, {label}, {start}, {year}.",
    ),
    "a field of the cover in the title": (
        "{agency}, {year}",
        "{phone}, {year}",
        "pool:5:8: title: There is no {phone} here; possible are: {agency}, {end}, {label}, {start}, {year}.",
    ),
    "an unknown placeholder in the preamble": (
        "sections:\n",
        'preamble:\n  - "Call {phone}."\n  - "Write to {mail} in {period}."\nsections:\n',
        (
            "pool:11:5: preamble[1]: There is no {mail} here; possible are: {agency}, {end}, {label}, {period}, "
            "{phone}, {start}, {year}."
        ),
    ),
    "braces without a pair": (
        "{agency}, {year}",
        "{agency}, {year",
        "pool:5:8: title: The braces do not match. To print a brace, write it twice.",
    ),
    "a title that is too long": (
        "Pools of {agency}, {year}",
        "P" * 201,
        "pool:5:8: title: This has 201 characters, and Excel takes at most 200. Shorten it.",
    ),
    "a sheet name that is too long": (
        "sheet: Story",
        "sheet: " + "S" * 32,
        "pool:34:12: sections[1].sheet: This has 32 characters, and Excel takes at most 31. Shorten it.",
    ),
    "a sheet name with a bracket": (
        "sheet: Story",
        "sheet: Story [2]",
        (
            "pool:34:12: sections[1].sheet: The sheet name “Story [2]” has a character that Excel refuses"
            " ([ ] : * ? / \\, or a quote at its ends)."
        ),
    ),
    "a sheet name with a quote at its end": (
        "sheet: Story",
        "sheet: The visitors'",
        (
            "pool:34:12: sections[1].sheet: The sheet name “The visitors'” has a character that Excel refuses"
            " ([ ] : * ? / \\, or a quote at its ends)."
        ),
    ),
    "a sheet name of another section in other capitals": (
        "sheet: Story",
        "sheet: VISITS",
        "pool:34:12: sections[1].sheet: The sheet name “VISITS” is used by another sheet.",
    ),
    "a sheet name of the engine's own": (
        "sheet: Story",
        "sheet: checks",
        "pool:34:12: sections[1].sheet: The sheet name “checks” is used by another sheet.",
    ),
    "the name of the sheet of a returned workbook": (
        "sheet: Story",
        "sheet: returned",
        "pool:34:12: sections[1].sheet: The sheet name “returned” is used by another sheet.",
    ),
    "the name of the stamp's sheet": (
        "sheet: Story",
        "sheet: _XLSReport",
        "pool:34:12: sections[1].sheet: The sheet name “_XLSReport” is used by another sheet.",
    ),
    "a section with nothing in it": (
        "    narrative: {lines: 120}\n",
        "",
        "pool:32:5: sections[1]: “story” must have exactly one of narrative (paragraphs) and tables.",
    ),
    "a section with paragraphs and tables": (
        "    tables:\n",
        "    narrative: {}\n    tables:\n",
        "pool:10:5: sections[0]: “visits_section” must have exactly one of narrative (paragraphs) and tables.",
    ),
    "a table without rows": (
        "        rows:\n          - {id: summer, label: Summer}\n          - {id: winter, label: Winter}\n",
        "",
        (
            "pool:14:9: sections[0].tables[0]: Table “visits” must have either columns and rows, or blocks alone; every"
            " block needs columns and rows."
        ),
    ),
    "a table with columns and with blocks": (
        "        rules:\n          - id: more",
        (
            "        blocks:\n"
            "          - {columns: [{id: a, label: A}], rows: [{id: b, label: B}]}\n"
            "        rules:\n          - id: more"
        ),
        (
            "pool:14:9: sections[0].tables[0]: Table “visits” must have either columns and rows, or blocks alone; every"
            " block needs columns and rows."
        ),
    ),
    "a heading with a total": (
        "label: Paying\n",
        "label: Paying\n            total: free\n",
        (
            "pool:18:20: sections[0].tables[0].columns[0].total: A heading over further labels cannot have a total;"
            " give it to one of the rows or columns below."
        ),
    ),
    "a row of figures without an id": (
        "{id: winter, label: Winter}",
        "{label: Winter}",
        "pool:26:13: sections[0].tables[0].rows[1]: The row or column of figures “Winter” has no id.",
    ),
    "a column of figures without an id": (
        "{id: free, label: Free of charge}",
        "{label: Free of charge}",
        "pool:21:13: sections[0].tables[0].columns[1]: The row or column of figures “Free of charge” has no id.",
    ),
    "a prompt that is too long": (
        "label: Winter}",
        f"label: Winter, prompt: {'p' * 256}}}",
        (
            "pool:26:49: sections[0].tables[0].rows[1].prompt: This has 256 characters, and Excel takes at most 255."
            " Shorten it."
        ),
    ),
    "a prompt on the cover that is too long": (
        "label: Telephone}",
        f"label: Telephone, prompt: {'p' * 256}}}",
        "pool:8:43: cover[0].prompt: This has 256 characters, and Excel takes at most 255. Shorten it.",
    ),
    "an option twice": (
        "kind: text",
        'kind: {name: choice, options: ["yes", "no, never", "yes"]}',
        "pool:23:71: sections[0].tables[0].columns[3].kind.options: The option “yes” is there twice.",
    ),
    "options that are too long together": (
        "kind: text",
        f"kind: {{name: choice, options: [{'a' * 3000}, {'b' * 3000}]}}",
        (
            "pool:23:71: sections[0].tables[0].columns[3].kind.options: This has 6001 characters, and Excel takes at"
            " most 6000. Shorten it."
        ),
    ),
}

RULES = {
    "a row that does not exist": (
        "require: summer >= winter",
        "require: summer >= wnter",
        (
            "pool:30:22: sections[0].tables[0].rules[0].require: There is no “wnter” here. Did you mean winter?\n"
            "    summer >= wnter\n"
            "              ^^^^^"
        ),
    ),
    "a column where rows are named": (
        "require: summer >= winter",
        "require: summer >= adults",
        (
            "pool:30:22: sections[0].tables[0].rules[0].require: There is no “adults” here.\n"
            "    summer >= adults\n"
            "              ^^^^^^"
        ),
    ),
    "a table that does not exist": (
        "require: visits.summer.all >= previous.visits.summer.all",
        "require: visit.summer.all >= 1",
        (
            "pool:38:14: rules[0].require: There is no “visit” here. Did you mean visits?\n"
            "    visit.summer.all >= 1\n"
            "    ^^^^^^^^^^^^^^^^"
        ),
    ),
    "a table that does not exist, named inside another": (
        "require: summer >= winter",
        "require: summer >= visit.winter.adults",
        (
            "pool:30:22: sections[0].tables[0].rules[0].require: There is no “visit” here. Did you mean visits?\n"
            "    summer >= visit.winter.adults\n"
            "              ^^^^^^^^^^^^^^^^^^^"
        ),
    ),
    "a name of last year that does not exist": (
        "require: summer >= winter",
        "require: summer >= previous.sumer",
        (
            "pool:30:22: sections[0].tables[0].rules[0].require: There is no “sumer” here. Did you mean summer?\n"
            "    summer >= previous.sumer\n"
            "              ^^^^^^^^^^^^^^"
        ),
    ),
    "the word previous alone": (
        "require: summer >= winter",
        "require: summer >= previous",
        (
            "pool:30:22: sections[0].tables[0].rules[0].require: There is no “previous” here.\n"
            "    summer >= previous\n"
            "              ^^^^^^^^"
        ),
    ),
    "a name that is no cell across tables": (
        "require: visits.summer.all >= previous.visits.summer.all",
        "require: visits.summer >= 1",
        (
            "pool:38:14: rules[0].require: “visits.summer” does not say which cell: write row.column or"
            " table.row.column; with for, the row or column alone will do.\n"
            "    visits.summer >= 1\n"
            "    ^^^^^^^^^^^^^"
        ),
    ),
    "a name that is no cell in a table": (
        "            for: [adults, children]\n",
        "",
        (
            "pool:29:22: sections[0].tables[0].rules[0].require: “summer” does not say which cell: write row.column or"
            " table.row.column; with for, the row or column alone will do.\n"
            "    summer >= winter\n"
            "    ^^^^^^"
        ),
    ),
    "a group outside of a function": (
        "total: sum(paying) + free",
        "total: paying + free",
        (
            "pool:22:42: sections[0].tables[0].columns[2].total: “paying” is a group of rows or columns, not one"
            " number. Write sum(paying).\n"
            "    paying + free\n"
            "    ^^^^^^"
        ),
    ),
    "a group that is reckoned with inside of a function": (
        "total: sum(paying) + free",
        "total: 'sum(2 * paying, free)'",
        (
            "pool:22:42: sections[0].tables[0].columns[2].total: “paying” is a group of rows or columns, not one"
            " number. Write sum(paying).\n"
            "    sum(2 * paying, free)\n"
            "            ^^^^^^"
        ),
    ),
    "a text in a rule": (
        "for: [adults, children]",
        "for: [remark]",
        (
            "pool:30:22: sections[0].tables[0].rules[0].require: “summer” does not hold numbers and cannot be used"
            " here.\n"
            "    summer >= winter\n"
            "    ^^^^^^"
        ),
    ),
    "a total of texts": (
        "label: Remark, kind: text}",
        "label: Remark, kind: text, total: free}",
        "pool:23:60: sections[0].tables[0].columns[3].total: Texts and choices cannot be totalled.",
    ),
    "a total of last year's values": (
        "total: sum(paying) + free",
        "total: previous.free",
        (
            "pool:22:42: sections[0].tables[0].columns[2].total: A total cannot use last year's values; write a rule"
            " instead."
        ),
    ),
    "a total of itself": (
        "total: sum(paying) + free",
        "total: free + all",
        (
            "pool:22:42: sections[0].tables[0].columns[2].total: These totals need each other and cannot be computed:"
            " visits.summer.all → visits.summer.all.\n"
            "    free + all\n"
            "    ^^^^^^^^^^"
        ),
    ),
    "two totals of each other": (
        "{id: free, label: Free of charge}",
        "{id: free, label: Free of charge, total: all - adults}",
        (
            "pool:21:54: sections[0].tables[0].columns[1].total: These totals need each other and cannot be computed:"
            " visits.summer.free → visits.summer.all → visits.summer.free.\n"
            "    all - adults\n"
            "    ^^^^^^^^^^^^"
        ),
    ),
    "a rule across tables with for": (
        "  - id: grows\n",
        "  - id: grows\n    for: rows\n",
        (
            "pool:38:10: rules[0].for: A rule across tables cannot have for; write it in the table, or name places in"
            " full as table.row.column."
        ),
    ),
    "a column that for cannot find": (
        "for: [adults, children]",
        "for: [adults, chidren]",
        "pool:29:18: sections[0].tables[0].rules[0].for: There is no “chidren” here. Did you mean children?",
    ),
    "a for that mixes rows and columns": (
        "for: [adults, children]",
        "for: [summer, adults]",
        "pool:29:18: sections[0].tables[0].rules[0].for: A rule's for lists either columns or rows, not both.",
    ),
    "a character that cannot stand in a rule": (
        "require: summer >= winter",
        "require: summer ≥ winter",
        (
            "pool:30:22: sections[0].tables[0].rules[0].require: “≥” cannot stand here. Did you mean >=?\n"
            "    summer ≥ winter\n"
            "           ^"
        ),
    ),
    "a rule without a comparison": (
        "require: summer >= winter",
        "require: summer + winter",
        (
            "pool:30:22: sections[0].tables[0].rules[0].require: A comparison is expected here: == != <= >= < >.\n"
            "    summer + winter\n"
            "                   ^"
        ),
    ),
    "a rule with two comparisons": (
        "require: summer >= winter",
        "require: 0 < summer < 9",
        (
            "pool:30:22: sections[0].tables[0].rules[0].require: The expression is complete here; something is left"
            " over.\n"
            "    0 < summer < 9\n"
            "               ^"
        ),
    ),
    "a bracket that is not closed": (
        "total: sum(paying) + free",
        "total: sum(paying",
        (
            "pool:22:42: sections[0].tables[0].columns[2].total: A closing bracket ) is missing here.\n"
            "    sum(paying\n"
            "              ^"
        ),
    ),
    "an operand that is missing": (
        "total: sum(paying) + free",
        "total: free +",
        (
            "pool:22:42: sections[0].tables[0].columns[2].total: A number, a name or a bracket is expected here.\n"
            "    free +\n"
            "          ^"
        ),
    ),
    "a function that does not exist": (
        "total: sum(paying) + free",
        "total: avg(paying)",
        (
            "pool:22:42: sections[0].tables[0].columns[2].total: There is no function “avg”; possible are: sum, min,"
            " max, abs, count, round, parts.\n"
            "    avg(paying)\n"
            "    ^^^"
        ),
    ),
    "brackets nested too deeply": (
        "total: sum(paying) + free",
        f"total: {'(' * 61}free{')' * 61}",
        (
            "pool:22:42: sections[0].tables[0].columns[2].total: This is nested too deeply for Excel. Split it into"
            " several rules.\n"
            f"    {'(' * 61}free{')' * 61}\n"
            f"    {' ' * 60}^"
        ),
    ),
    "an expression that is too long": (
        "total: sum(paying) + free",
        f"total: free{'+free' * 250}",
        (
            "pool:22:42: sections[0].tables[0].columns[2].total: This expression is longer than a formula can be."
            " Split it into several totals or rules.\n"
            f"    …free{'+free' * 12}\n"
            f"    {' ' * 61}^^^^"
        ),
    ),
}


@pytest.mark.parametrize("case", STRUCTURE.values(), ids=STRUCTURE.keys())
def test_a_file_that_is_not_shaped_like_a_definition_is_told_where_and_why(case: tuple[str, ...]) -> None:
    old, new, *expected = case
    assert mistakes(changed(old, new)) == expected


@pytest.mark.parametrize("case", SOUNDNESS.values(), ids=SOUNDNESS.keys())
def test_a_definition_that_contradicts_itself_is_told_where_and_why(case: tuple[str, ...]) -> None:
    old, new, *expected = case
    assert mistakes(changed(old, new)) == expected


@pytest.mark.parametrize("case", RULES.values(), ids=RULES.keys())
def test_a_rule_or_total_that_cannot_be_understood_is_told_where_and_why(case: tuple[str, ...]) -> None:
    old, new, *expected = case
    assert mistakes(changed(old, new)) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sheet: Story", "sheet: " + "S" * 31),
        ("sheet: Story", "sheet: It's a story"),
        ("Pools of {agency}, {year}", "P" * 200),
        ("Pools of {agency}, {year}", "{{{agency}}}"),
        ("label: Winter}", f"label: Winter, prompt: {'p' * 255}}}"),
        ("kind: text", f"kind: {{name: choice, options: [{'a' * 128}, {'b' * 126}]}}"),
        ("kind: text", "kind: {name: choice, options: [“是，但…”, 否]}"),
        ("total: sum(paying) + free", f"total: {'(' * 59}free{')' * 59}"),
        ("total: sum(paying) + free", f"total: free{'+free' * 248}"),
        ("label: Children", "label: Paying"),
    ],
)
def test_what_just_keeps_a_limit_is_accepted(old: str, new: str) -> None:
    assert parse_definition(changed(old, new)).places


def test_blocks_of_unequal_width_are_refused_at_the_blocks() -> None:
    grid = ENGLISH[ENGLISH.index("        columns:\n") : ENGLISH.index("        rules:\n")]
    blocks = """\
        blocks:
          - columns: [{id: a, label: A}, {id: b, label: B, span: 2}]
            rows: [{id: one, label: One}]
          - columns: [{id: a, label: A}, {id: b, label: B}]
            rows: [{id: two, label: Two}]
"""
    text = changed(grid, blocks)
    text = changed("for: [adults, children]", "for: [a, b]", text)
    text = changed("summer >= winter", "one >= two", text)
    text = changed("visits.summer.all >= previous.visits.summer.all", "visits.one.a >= previous.visits.one.a", text)
    assert mistakes(text) == [
        (
            "pool:16:11: sections[0].tables[0].blocks: The blocks differ in their number of printed columns (2, 3)."
            " Make them equal with span."
        )
    ]
    equal = changed("{id: b, label: B}]", "{id: b, label: B, span: 2}]", text)
    assert len(parse_definition(equal).places) == 4


def test_a_row_and_a_column_of_different_blocks_have_no_cell_in_common() -> None:
    text = """\
id: two-blocks
edition: "1"
language: en
name: Two blocks
title: Two blocks
period: {label: Period, text: Always}
sections:
  - id: part
    heading: Part
    sheet: Part
    tables:
      - id: pair
        blocks:
          - {columns: [{id: a, label: A}], rows: [{id: one, label: One}]}
          - {columns: [{id: b, label: B}], rows: [{id: two, label: Two}]}
        rules:
          - {id: cross, require: one.b == 0, statement: None}
"""
    assert mistakes(text) == [
        (
            "pool:17:34: sections[0].tables[0].rules[0].require: The row and column that “one.b” names have no cell in"
            " common.\n"
            "    one.b == 0\n"
            "    ^^^^^"
        )
    ]


def test_all_mistakes_of_structure_are_reported_at_once_in_the_order_of_the_lines() -> None:
    text = changed('edition: "1"', "edition: 1")
    text = changed("severity: note", "severity: hint", text)
    text = changed("label: Winter", "lable: Winter", text)
    text = changed("sheet: Visits", "sheet: 7", text)
    assert mistakes(text) == [
        "pool:2:10: edition: This must be text, but 1 is written. Put it in quotes.",
        "pool:12:12: sections[0].sheet: This must be text, but 7 is written. Put it in quotes.",
        "pool:26:26: sections[0].tables[0].rows[1].lable: There is no key “lable”. Did you mean label?",
        "pool:40:15: rules[0].severity: “hint” is not one of: error, warning, note.",
    ]


def test_unknown_keys_do_not_keep_later_mistakes_from_being_reported_with_them() -> None:
    text = changed("name: Pool return", "name: Pool return\nauthor: me")
    text = changed("sheet: Story", "sheet: Visits", text)
    text = changed("sum(paying) + free", "sum(payng) + fre", text)
    text = changed("require: summer >= winter", "require: summer = winter", text)
    assert mistakes(text) == [
        "pool:5:1: author: There is no key “author”.",
        (
            "pool:23:42: sections[0].tables[0].columns[2].total: There is no “payng” here. Did you mean paying?\n"
            "    sum(payng) + fre\n"
            "        ^^^^^"
        ),
        (
            "pool:31:22: sections[0].tables[0].rules[0].require: “=” cannot stand here. Did you mean ==?\n"
            "    summer = winter\n"
            "           ^"
        ),
        "pool:35:12: sections[1].sheet: The sheet name “Visits” is used by another sheet.",
    ]


def test_words_that_a_comma_in_braces_cuts_off_are_told_as_that() -> None:
    (told,) = mistakes(changed("label: Free of charge", "label: Free, no ticket"))
    assert told == (
        "pool:21:37: sections[0].tables[0].columns[1].no ticket: There is no key “no ticket”. A comma ends the words "
        "in front of it; where “no ticket” belongs to them, put them all in quotation marks."
    )


def test_mistakes_are_told_in_the_language_of_the_definition() -> None:
    text = changed("total: adults", "total: sum(成人", CHINESE)
    text = changed("sheet: 一、客流", "sheet: 一/客流", text)
    assert mistakes(text) == [
        "pool:10:12: sections[0].sheet: 工作表名“一/客流”含有 Excel 不接受的字符（[ ] : * ? / \\，或首尾的单引号）。",
        "pool:15:41: sections[0].tables[0].columns[1].total: 这里不能出现“成”。\n    sum(成人\n        ^^",
    ]


def test_the_caller_may_ask_for_another_language() -> None:
    with pytest.raises(DefinitionError) as caught:
        parse_definition(changed("id: adults", "id: 成人", CHINESE), "pool", messages_for("en"))
    assert caught.value.lines() == [
        (
            "pool:14:18: sections[0].tables[0].columns[0].id: “成人” cannot be an id. Use lower-case letters, digits"
            " and underscores (hyphens in the report's id), starting with a letter."
        )
    ]


def test_the_same_id_may_stand_in_different_tables_and_as_row_and_column() -> None:
    second = """\
      - id: lessons
        columns: [{id: summer, label: Summer}, {id: all, label: All, total: summer}]
        rows: [{id: summer, label: Summer}]
"""
    definition = parse_definition(changed("  - id: story", second + "  - id: story"))
    assert [str(place) for place in definition.places][-2:] == ["lessons.summer.summer", "lessons.summer.all"]


def test_marks_stand_below_wide_characters_as_a_terminal_shows_them() -> None:
    assert underlined("成人 + x", 5, 6) == "\n    成人 + x\n           ^"
    assert underlined("成人 + x", 0, 2) == "\n    成人 + x\n    ^^^^"
    assert underlined("a\n+", 2, 2) == "\n    a +\n      ^"


@pytest.mark.parametrize(("start", "end"), [(0, 1), (2000, 2003), (4999, 5000), (2000, 5000)])
def test_of_a_long_expression_what_is_around_the_mistake_is_shown(start: int, end: int) -> None:
    source = "".join("abcdefghij"[number % 10] for number in range(5000))
    _, line, marks = underlined(source, start, end).split("\n")
    assert max(map(len, (line, marks))) < 200
    shown = line[len(marks) - len(marks.lstrip()) : len(marks)]
    assert source[start:end].startswith(shown.rstrip("…"))


def test_a_near_miss_is_one_that_shares_most_of_its_letters() -> None:
    assert near_miss("recieved", ["received", "carried_in"]) == "received"
    assert near_miss("zzz", ["received", "carried_in"]) is None
    assert near_miss("x", []) is None


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "none.yaml"
    with pytest.raises(DefinitionError) as caught:
        load_definition(missing)
    assert caught.value.lines() == [
        f"{missing}:1:1: 找不到这个报告定义，或者打不开。请核对名称（xlsreport templates 列出全部）或文件路径。"
    ]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("", ""),
        ("a\0b", ""),
        ("cn-gov-info-disclosure", " Did you mean cn-gov-info-disclosure/2021?"),
        ("cn-gov-info-disclosure/1999", " Did you mean cn-gov-info-disclosure/2019?"),
    ],
)
def test_a_name_that_is_of_no_definition_is_refused(name: str, meant: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        load_definition(name, messages_for("en"))
    assert caught.value.lines() == [
        (
            f"{name}:1:1: There is no such report definition, or it cannot be opened. Check the name (xlsreport"
            f" templates lists them) or the path.{meant}"
        )
    ]


def test_a_folder_is_told_from_a_name_of_no_definition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cn-gov-info-disclosure").mkdir()
    for name, meant in ((".", "This is a folder, not a file."), ("cn-gov-info-disclosure", "Did you mean")):
        with pytest.raises(DefinitionError, match=meant):
            load_definition(name, messages_for("en"))


@pytest.mark.slow
def test_from_a_zip_archive_it_is_said_that_no_definitions_are_there(tmp_path: Path) -> None:
    package = Path(xlsreport.__file__).parent
    with zipfile.ZipFile(tmp_path / "program.pyz", "w") as archive:
        for file in package.rglob("*"):
            if file.suffix in (".py", ".toml"):
                archive.write(file, file.relative_to(package.parent))
        archive.writestr("__main__.py", f"import xlsreport; xlsreport.load_definition({OFFICIAL!r})")
    ended = subprocess.run([sys.executable, tmp_path / "program.pyz"], capture_output=True, check=False)
    assert messages_for("zh-CN")("problem.none_shipped") in ended.stderr.decode()


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_a_file_in_another_encoding_is_refused(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "pool"
    file.write_text(CHINESE, encoding=encoding)
    with pytest.raises(DefinitionError) as caught:
        load_definition(file, messages_for("en"))
    assert caught.value.lines() == [f"{file}:1:1: The file is not in UTF-8. Save it as UTF-8 in your editor."]


@pytest.mark.parametrize(("encoding", "newline"), [("utf-8", "\r\n"), ("utf-8-sig", "\n"), ("utf-8-sig", "\r\n")])
def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path: Path, encoding: str, newline: str) -> None:
    file = tmp_path / "pool"
    file.write_text(CHINESE, encoding=encoding, newline=newline)
    assert load_definition(file).fingerprint == parse_definition(CHINESE).fingerprint


EVERY_KEY_WITH_KEYS = """\
id: pool
edition: "1"
language: en
name: Pool
title: Pool of {agency}, {year}
period: {label: Year, text: "{year}"}
own_preamble: {label: Added}
cover: [{id: phone, label: Phone}]
bodies: [{id: town, label: Towns, names: [… Town]}]
sections:
  - id: s
    heading: 1. Visits
    sheet: Visits
    tables:
      - id: t
        comment: {label: Comments}
        label_columns: [{id: code, label: Code}]
        columns: [{id: a, label: A, kind: {name: amount, not_applicable: {mark: N/A}}}, {id: b, label: B}]
        rows: [{id: r, label: R, labels: {code: 1}}]
        rules:
          - id: far
            for: [a]
            figure: r
            explain_change: {times: 5, at_least: 1, units: {EUR: 0.001}}
            statement: Near last year
  - id: n
    heading: 2. Notes
    sheet: Notes
    narrative: {mentions: [{id: m, statement: Says x, aspects: [{words: [x], name: X}]}]}
pictures: [{id: p, title: P, after: t, groups: [{heading: H, bars: [{label: L, figure: t.r.a}]}]}]
phrasing: {elsewhere: [{words: [there]}], own: [{agencies: [Town], words: [we]}], subjects: {visits: [visits]}}
claims: [{id: c, statement: S, figures: [{about: visits, phrases: ["{number}"], equals: [t.r.a]}]}]
"""


def _mappings(tree: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of each mapping, by which it is found from the root."""
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ():
        yield from _mappings(value, (*path, key))
    if isinstance(tree, dict):
        yield path


def _with_odd_key(path: tuple[str | int, ...]) -> str:
    """The definition with an unknown key in one of its mappings."""
    root = yaml.safe_load(EVERY_KEY_WITH_KEYS)
    here = root
    for part in path:
        here = here[part]
    here["no_such_key"] = 1
    return str(yaml.safe_dump(root, allow_unicode=True, sort_keys=False))


MAPPINGS = list(_mappings(yaml.safe_load(EVERY_KEY_WITH_KEYS)))


def test_the_definition_for_odd_keys_has_no_mistake() -> None:
    assert parse_definition(EVERY_KEY_WITH_KEYS).places


@pytest.mark.parametrize("path", MAPPINGS, ids=lambda path: ".".join(map(str, path)))
def test_an_unknown_key_is_told_wherever_it_stands(path: tuple[str | int, ...]) -> None:
    with pytest.raises(DefinitionError) as caught:
        parse_definition(_with_odd_key(path))
    assert any("no_such_key" in problem.text("pool", messages_for("en")) for problem in caught.value.problems)
