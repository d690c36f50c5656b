"""Puts reports together into a Data Package ([Data Package v1], https://specs.frictionlessdata.io/data-package)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsreport.checking.findings import Finding
from xlsreport.data_package.csv_tables import CsvValue, Row, csv_bytes
from xlsreport.data_package.package_tables import (
    COLUMNS,
    LIST_PREFIX,
    TableSchema,
    fixed_schema,
    list_schema,
)
from xlsreport.data_package.report_rows import ReportRows
from xlsreport.data_package.whole_forms import whole_form
from xlsreport.definition.declaration import IMPLIED_RULES
from xlsreport.definition.definition import Definition
from xlsreport.submission.submission import Submission
from xlsreport.tabular.formula_guard import APOSTROPHE

DESCRIPTOR, DEFINITION = "datapackage.json", "definition.yaml"
DEFINITION_RESOURCE = "definition"
OWN = "xlsreport"
"""The property under which the descriptor says what it is a package of."""
ESCAPING = "xlsreport:escape"
"""The property of a resource that names the character before texts that would else be taken for formulas."""


@dataclass(frozen=True, slots=True)
class PackagedReport:
    """One report of a package.

    Attributes:
        agency: how the package calls who reported it.
        tables: its rows, see :class:`ReportRows`.
        facts: what else the table of reports says of it, by column.
        findings: each as the command's JSON gives it.
    """

    agency: str
    tables: Mapping[str, Sequence[Row]]
    facts: Mapping[str, CsvValue] = field(default_factory=dict)
    findings: Sequence[Mapping[str, Any]] = ()


def packaged(
    submission: Submission, findings: Iterable[Finding | Mapping[str, Any]], **facts: CsvValue
) -> PackagedReport:
    """A submission as one report of a package.

    Args:
        submission: what was reported.
        findings: what was found in it.
        facts: what else is known of it, such as when it was received, by columns of the table of reports.
    """
    source, identity = submission.source, submission.identity
    known: dict[str, CsvValue] = {
        "period": submission.period_code,
        "language": submission.definition.locale,
        "bodies": " ".join(submission.definition.variant),
        "definition": submission.definition.name if source is None else source.stamp.definition,
        "fingerprint": submission.definition.fingerprint if source is None else source.stamp.fingerprint,
        "file": None if source is None else source.file,
        "sha256": None if source is None else hashlib.sha256(source.data).hexdigest(),
        "code": None if identity is None else identity.code,
        "revision": None if identity is None else identity.revision,
    }
    told = [each.to_json() if isinstance(each, Finding) else each for each in findings]
    return PackagedReport(submission.agency, ReportRows(submission).tables(), {**known, **facts}, told)


def package_files(
    definition: Definition,
    definition_text: str,
    reports: Sequence[PackagedReport],
    *,
    title: str,
    facts: Mapping[str, Any] | None = None,
    agencies: Sequence[Row] | None = None,
) -> Mapping[str, bytes]:
    """The files of a package by their names; the same reports always give the same bytes.

    Args:
        definition: of the reports, in any language and for any kind of body.
        definition_text: as YAML, for which no other file is needed.
        reports: in the order of the package; they are numbered from 1.
        title: of the package.
        facts: what else its descriptor is to say.
        agencies: the rows of the table of agencies; None where there is none.
    """
    form = whole_form(definition)
    tables = dict(_tables(form, reports, agencies))
    files = {f"{name}.csv": csv_bytes(schema.names, rows) for name, (schema, rows) in tables.items()}
    files[DEFINITION] = definition_text.encode()
    resources = [_table_resource(name, schema, files[f"{name}.csv"]) for name, (schema, _) in tables.items()]
    descriptor = {
        "profile": "data-package",
        "name": re.sub("[^a-z0-9]+", "-", form.name.lower()).strip("-"),
        "title": title,
        OWN: {"definition": form.name, "fingerprint": form.fingerprint, "language": form.locale, **(facts or {})},
        "resources": [*resources, _definition_resource(form, files[DEFINITION])],
    }
    files[DESCRIPTOR] = (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode()
    return files


def _tables(
    form: Definition, reports: Sequence[PackagedReport], agencies: Sequence[Row] | None
) -> Iterator[tuple[str, tuple[TableSchema, Sequence[Row]]]]:
    messages = form.messages
    for name in COLUMNS:
        if name == "agencies" and agencies is None:
            continue
        if name == "line_cells":
            for each in form.lines:
                rows = _numbered(reports, f"{LIST_PREFIX}{each}")
                yield f"{LIST_PREFIX}{each}", (list_schema(form, each, messages), rows)
        yield name, (fixed_schema(name, messages), _rows(name, form, reports, agencies or ()))


def _rows(name: str, form: Definition, reports: Sequence[PackagedReport], agencies: Sequence[Row]) -> Sequence[Row]:
    match name:
        case "agencies":
            return agencies
        case "reports":
            return [
                tuple({**one.facts, "report": number, "agency": one.agency}.get(column) for column in COLUMNS[name])
                for number, one in enumerate(reports, start=1)
            ]
        case "findings":
            keys = COLUMNS[name][2:]
            return [
                (number, one.agency, *(each.get(key) for key in keys))
                for number, one in enumerate(reports, start=1)
                for each in one.findings
            ]
        case "rules":
            return list(_rules(form))
        case _:
            return _numbered(reports, name)


def _numbered(reports: Sequence[PackagedReport], table: str) -> list[Row]:
    """The rows of all reports, each with the number of its report and the agency in front."""
    return [
        (number, one.agency, *row) for number, one in enumerate(reports, start=1) for row in one.tables.get(table, ())
    ]


def _rules(form: Definition) -> Iterator[Row]:
    """What must hold: the rules that every report has, those of tables and lists, and those of the whole report."""
    for rule in IMPLIED_RULES:
        yield rule, None, None, form.messages(f"implied.{rule}"), None, None
    tables = [*form.tables.items(), *form.lists.items()]
    for table, rules in [*((name, table.rules) for name, table in tables), (None, form.declaration.rules)]:
        for one in rules:
            distinct = f"distinct {', '.join(one.distinct)}" if one.distinct else one.figure
            yield one.id, table, one.severity, one.statement, one.if_, one.require or distinct


def _table_resource(name: str, schema: TableSchema, data: bytes) -> dict[str, Any]:
    return {
        "name": name,
        "path": f"{name}.csv",
        "title": schema.title,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **_measures(data),
        ESCAPING: APOSTROPHE,
        "schema": schema.descriptor(name),
    }


def _definition_resource(form: Definition, data: bytes) -> dict[str, Any]:
    return {
        "name": DEFINITION_RESOURCE,
        "path": DEFINITION,
        "title": form.messages("package.table_definition"),
        "profile": "data-resource",
        "format": "yaml",
        "mediatype": "application/yaml",
        "encoding": "utf-8",
        **_measures(data),
    }


def _measures(data: bytes) -> dict[str, Any]:
    return {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
