"""Regenerates every sample from its entries: ``python samples/regenerate.py``; with ``--check``, names stale files."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile, is_zipfile

import click

from xlsreport import (
    Finding,
    Place,
    Submission,
    build_document,
    check,
    in_language,
    load_definition,
    load_entries,
    new_submission,
    read_workbook,
    render,
    verdict_of,
    workbook_bytes,
)
from xlsreport.document.pdf.pdf_reader import read_pdf
from xlsreport.layout.workbook_layout import layout_of

SAMPLES_FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(SAMPLES_FOLDER.parent))  # where the package of this folder is found, whoever imports this file

from samples.typed_over import type_over  # noqa: E402

_PDF = b"%PDF-"
COMMAND = "python samples/regenerate.py"


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample: the folder with its ``entries.yaml``, and what a workbook is told when it is issued.

    ``language`` is that of a translation of the definition, where the sample is in one.
    """

    folder: str
    definition: str
    agency: str
    year: int
    part: int | None = None
    language: str = ""


SAMPLES = (
    Sample("town-2020-as-published", "cn-gov-info-disclosure/2019", "某镇人民政府", 2020),
    Sample("town-2020-corrected", "cn-gov-info-disclosure/2019", "某镇人民政府", 2020),
    Sample("hongze-2023", "cn-gov-info-disclosure/2021", "洪泽区人民政府", 2023),
    Sample("shuyang-2025", "cn-gov-info-disclosure/2021", "沭阳县人民政府", 2025),
    Sample("county-2025-fees", "cn-gov-info-disclosure/2021-fees", "某县人民政府", 2025),
    Sample("us-doj-foia-2016", "us-doj-foia/2016", "Department of Justice", 2016),
    Sample("uk-style-quarterly-2025", "uk-style-quarterly/2025", "Example Borough Council", 2025, 1),
    Sample("uk-style-quarterly-2025-fr", "uk-style-quarterly/2025", "Commune d'Exemple", 2025, 1, "fr"),
    Sample("sefa-2024", "us-fac-sefa/2024", "Marlow Ferry County", 2024),
    Sample("school-2025", "cn-school-statistics/2025", "某小学", 2025),
)


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Only name the files that are stale; exit code 1 if any is.")
@click.pass_context
def main(ctx: click.Context, only_check: bool) -> None:
    """Regenerate the samples from their entries, and name the files that changed."""
    stale = list(stale_files())
    for path, content in stale:
        if not only_check:
            path.write_bytes(content)
        click.echo(f"{'stale' if only_check else 'written'}: {path.relative_to(SAMPLES_FOLDER.parent).as_posix()}")
    ctx.exit(1 if only_check and stale else 0)


def stale_files() -> Iterator[tuple[Path, bytes]]:
    """The files that are missing or no longer what their entries give, each with what it should hold."""
    for sample in SAMPLES:
        for name, content in generated(sample).items():
            path = SAMPLES_FOLDER / sample.folder / name
            if not path.is_file() or not same_content(path.read_bytes(), content):
                yield path, content


def generated(sample: Sample) -> Mapping[str, bytes]:
    """What belongs into the sample's folder beside its entries, by file name."""
    workbook = filled_workbook(sample)
    with TemporaryDirectory() as folder:
        path = Path(folder, "workbook.xlsx")
        path.write_bytes(workbook)
        submission = read_workbook(path)
        findings = check(submission)
        document = build_document(submission, draft=verdict_of(findings) == "errors", findings=findings)
    return {
        "workbook.xlsx": workbook,
        "findings.json": _findings_json(submission, findings),
        "report.docx": render(document, "docx"),
        "report.html": render(document, "html"),
        "report.pdf": render(document, "pdf"),
    }


def filled_workbook(sample: Sample) -> bytes:
    """The sample's workbook as the agency sends it back."""
    definition = load_definition(sample.definition)
    if sample.language:
        definition = in_language(definition, sample.language)
    entries = load_entries(SAMPLES_FOLDER / sample.folder / "entries.yaml")
    submission = new_submission(definition, agency=sample.agency, year=sample.year, part=sample.part, entries=entries)
    workbook = workbook_bytes(submission)
    typed = SAMPLES_FOLDER / sample.folder / "typed_over.yaml"
    if not typed.is_file():
        return workbook
    layout = layout_of(definition)
    return type_over(workbook, {layout.cell(Place.parse(name)): number for name, number in load_entries(typed).items()})


def same_content(one: bytes, other: bytes) -> bool:
    """Whether two files are the same, as far as they can be: machines compress differently and have other fonts."""
    if one == other:
        return True
    if one.startswith(_PDF) and other.startswith(_PDF):
        return read_pdf(one) == read_pdf(other)
    return _parts(one) is not None and _parts(one) == _parts(other)


def _parts(package: bytes) -> list[tuple[str, bytes]] | None:
    if not is_zipfile(BytesIO(package)):
        return None
    with ZipFile(BytesIO(package)) as file:
        return [(info.filename, file.read(info)) for info in file.infolist()]


def _findings_json(submission: Submission, findings: tuple[Finding, ...]) -> bytes:
    """What ``xlsreport check --format json`` prints in the sample's folder."""
    outcome = {
        "file": "workbook.xlsx",
        "verdict": verdict_of(findings),
        "definition": submission.definition.name,
        "agency": submission.agency,
        "year": submission.year,
        **({} if submission.part is None else {"period": submission.period_code}),
        "findings": [finding.to_json() for finding in findings],
    }
    return (json.dumps([outcome], ensure_ascii=False, indent=2) + "\n").encode()


if __name__ == "__main__":
    main()
