"""Small forms about periods of every length."""

from __future__ import annotations

from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import parse_definition

FORM = """\
id: repairs-return
edition: "1"
language: {language}
name: Repairs return
title: "{{agency}}: repairs, {{label}}"
period: {{label: Period, text: "{{start}} to {{end}} ({{label}})", {period}}}
cover: [{{id: phone, label: Telephone, when_blank: nothing}}]
preamble: ["{{agency}} reports on {{label}}, from {{start}} to {{end}}."]
sections:
  - id: part
    heading: Part
    sheet: Part
    tables:
      - id: repairs
        columns: [{{id: done, label: Done, kind: count}}, {{id: open, label: Open, kind: count}}]
        rows: [{{id: homes, label: Homes}}]
rules:
  - id: carried
    if: previous.repairs.homes.open > 0
    require: repairs.homes.done + repairs.homes.open >= previous.repairs.homes.open
    statement: What was open is done or still open.
"""
UK_QUARTERS = 'every: quarter, starts: "04-01"'
US_YEARS = 'starts: "10-01", named_after: end'


def form_text(period: str, language: str = "en") -> str:
    """The text of a definition with the given keys of its period."""
    text = FORM.format(period=period, language=language)
    return text.replace("    if: previous.repairs.homes.open > 0\n", "")


def form(period: str, language: str = "en") -> Definition:
    """A definition with the given keys of its period."""
    return parse_definition(form_text(period, language))
