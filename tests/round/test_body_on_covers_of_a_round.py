"""The kind of body on the covers of a round: the roster's is filled in and signed, else the agency states it."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.small_rounds import new_round, send
from xlsreport import read_workbook
from xlsreport.round.consolidation.consolidating import consolidate
from xlsreport.round.consolidation.consolidation_files import write_consolidation
from xlsreport.round.consolidation.consolidation_options import ConsolidationOptions
from xlsreport.round.outgoing.distribution import workbook_name

pytestmark = pytest.mark.slow

FORM = """\
id: permits
edition: "1"
language: en
name: Permits
title: Permits of {agency}, {year}
period: {label: Year, text: "Year {year}"}
bodies: [{id: town, label: Towns, categories: [Town]}, {id: county, label: Counties, categories: [County]}]
cover:
  - {id: body, label: Kind of body, body_kind: true}
  - {id: adopted, label: Adopted on, kind: date}
sections:
  - id: part
    heading: 1. Permits
    sheet: Permits
    tables:
      - id: t
        columns: [{id: given, label: Given}]
        rows: [{id: r, label: Permits}]
rules:
  - {id: none_by_towns, bodies: [town], require: t.r.given == 0, statement: Towns give no permits}
"""


def test_the_roster_counts_before_the_cover_and_the_parent_has_its_own_kind(tmp_path: Path) -> None:
    form = tmp_path / "permits.yaml"
    form.write_text(FORM, encoding="utf-8")
    agencies = (("1", "Coast", ""), ("2", "Bay", "1"), ("3", "Cape", "1"))
    round_ = new_round(tmp_path, str(form), agencies, categories={"1": "County", "2": "Town"})
    given = {}
    for code in ("1", "2", "3"):
        agency = round_.roster.get(code)
        assert agency is not None
        file = round_.subfolder("round.distributed") / workbook_name(round_, agency)
        given[code] = read_workbook(file, round_.definition).fields.get("body")
    assert given == {"1": "Counties", "2": "Towns", "3": None}
    entries = {"adopted": "2025-02-01", "t.r.given": 4}
    sent = {"2": {**entries, "body": "Towns"}, "3": {**entries, "body": "Counties"}}
    verdicts = [one.receipt.verdict for one in send(round_, sent) if one.receipt is not None]
    assert verdicts == ["errors", "clean"]
    send(round_, {"2": {**entries, "body": "Towns", "t.r.given": 0}})
    written = write_consolidation(round_, consolidate(round_, ConsolidationOptions(of="1"), processes=1))
    report = read_workbook(written.report, round_.definition)
    assert report.fields == {"body": "Counties"}
    assert {(one.rule, one.place) for one in written.findings} == {("filled", "adopted")}
