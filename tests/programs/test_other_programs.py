"""A workbook that another program opened and saved says the same as before."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from typing import NamedTuple

import pytest

from programs.saving import PROGRAMS
from support.depth import IS_DEEP, cases
from support.files import content, saved
from support.fillings import DEFINITIONS, definition_named, fillings
from support.parts import parts
from xlsreport import Definition, Finding, check, read_workbook

pytestmark = pytest.mark.engine

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FILLED = DEFINITIONS if IS_DEEP else DEFINITIONS[1:]
FILLING = re.compile(r"\d+-(\d+)\.xlsx")
FILLINGS = cases((0, 2, 4, 5), (0, 1, 2, 3, 4, 5, 6))
"""Of each definition: its blank workbook, zeros with a nil return, mixtures; in a deep run zeros twice more."""
LARGE = "us-doj-foia-2016.xlsx"
OF_LARGE = cases(("libreoffice", "excelize"), tuple(PROGRAMS))
"""Who saves the largest sample, too; to other formats and libraries it is one of many."""

OF_CONVERTED = cases((0, 5), FILLINGS)
"""Those of them that go through another format and back, which is two programs' work: a blank one, a mixture."""
CONVERTING = ("libreoffice-xls", "libreoffice-ods")
ALIKE = cases(("hongze-2023.xlsx", "town-2020-corrected.xlsx", "uk-style-quarterly-2025.xlsx"), ())
"""Samples that go through no other format: of a form or report of which another sample does."""

LOST = {
    "libreoffice-xls": {("altered.name", "note"), ("altered.validation", "note")},
    "sheetjs": {("altered.protection", "note"), ("altered.validation", "note")},
}
"""What a program or its format cannot keep, which is noticed and harmless."""
LOST_OF = {("libreoffice-xls", LARGE): {("altered.formula", "warning")}}
"""The same of single files: Excel 97 has no cells beyond column IV and no formulas as long as its marks."""


class Untouched(NamedTuple):
    """A file that no other program has saved yet, and what is read and found in it."""

    file: Path
    definition: Definition | None
    content: Mapping[str, object]
    findings: Set[Finding]


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> list[Untouched]:
    """The untouched files, with the definition of those whose own is not shipped; read once for all programs."""
    folder = tmp_path_factory.mktemp("untouched")
    made = [*_samples(folder), *_filled(folder)]
    read = [read_workbook(file, definition) for file, definition in made]
    return [Untouched(*pair, content(one), frozenset(check(one))) for pair, one in zip(made, read, strict=True)]


def _samples(folder: Path) -> Iterator[tuple[Path, None]]:
    for file in sorted(SAMPLES.glob("*/workbook.xlsx")):
        yield Path(shutil.copy(file, folder / f"{file.parent.name}.xlsx")), None


def _filled(folder: Path) -> Iterator[tuple[Path, Definition]]:
    for number, name in enumerate(FILLED):
        definition = definition_named(name)
        drawn = list(fillings(definition, max(FILLINGS) + 1, seed=5))
        for filling in FILLINGS:
            yield saved(drawn[filling], folder, f"{number}-{filling}.xlsx"), definition


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_file_that_another_program_saved_says_the_same(
    program: str, workbooks: list[Untouched], tmp_path: Path
) -> None:
    given = [one for one in workbooks if is_given(one.file.name, program)]
    again = PROGRAMS[program]([untouched.file for untouched in given], tmp_path)
    for (file, definition, before, findings), copy in zip(given, again, strict=True):
        resaved = read_workbook(copy, definition)
        assert content(resaved) == before, file.name
        after = set(check(resaved))
        assert findings <= after, file.name
        lost = LOST.get(program, set()) | LOST_OF.get((program, file.name), set())
        assert {(f.rule, f.severity) for f in after - findings} <= lost, file.name
        assert copied(file, copy) == [], file.name


def is_given(name: str, program: str) -> bool:
    """Whether a program saves a file."""
    if name == LARGE:
        return program in OF_LARGE
    if program not in CONVERTING:
        return True
    filling = FILLING.fullmatch(name)
    return name not in ALIKE if filling is None else int(filling[1]) in OF_CONVERTED


def copied(file: Path, copy: Path) -> list[str]:
    """Sheets of a file that stand in the copy byte by byte, so that nothing was tried."""
    before, after = parts(file), parts(copy)
    return [name for name in before if name.startswith("xl/worksheets/sheet") and after.get(name) == before[name]]
