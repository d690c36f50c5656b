"""One declaration, two translations: a spreadsheet engine and Python must come to the same results, everywhere."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from support.fillings import DEFINITIONS, HARBOUR, fillings
from support.office import recalculated
from support.parts import Cell, cached_values, formulas, rewritten
from xlsreport import Submission, check, load_definition, new_submission, verdict_of, write_workbook
from xlsreport.layout.sheets import layout_of
from xlsreport.messages import messages_for

COUNT = 25
"""How many fillings of each definition are calculated."""
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def written(submissions: list[Submission], folder: Path) -> list[Path]:
    folder.mkdir()
    files = [folder / f"{number:03}.xlsx" for number in range(len(submissions))]
    for submission, file in zip(submissions, files, strict=True):
        write_workbook(submission, file)
    return files


def differences(own: Path, engine: Path) -> dict[Cell, tuple[object, object, str]]:
    """The formulas whose value in our file is not what the engine makes of them."""
    said, calculated, text = cached_values(own), cached_values(engine), formulas(own)
    assert said.keys() == calculated.keys()
    return {
        cell: (value, calculated[cell], text[cell]) for cell, value in said.items() if not same(value, calculated[cell])
    }


def same(left: str | float, right: str | float) -> bool:
    """Equal up to what is beyond the digits that a spreadsheet keeps, in a text such as “off by 0.3” too."""
    if isinstance(left, str) and isinstance(right, str):
        return NUMBER.split(left) == NUMBER.split(right) and all(
            map(same, map(float, NUMBER.findall(left)), map(float, NUMBER.findall(right)))
        )
    return left == pytest.approx(right, rel=1e-9, abs=1e-12) if type(left) is type(right) else False


@pytest.mark.parametrize("name", DEFINITIONS)
def test_every_formula_carries_the_value_that_an_engine_calculates(name: str, tmp_path: Path) -> None:
    submissions = list(fillings(load_definition(name), COUNT))
    own = written(submissions, tmp_path / "own")
    engine = recalculated(own, tmp_path / "engine")
    assert {
        file.name: found for file, other in zip(own, engine, strict=True) if (found := differences(file, other))
    } == {}


def test_the_engine_calculates_even_where_the_file_claims_other_values(tmp_path: Path) -> None:
    """Without this the test above would compare our values with themselves."""
    submission = new_submission(load_definition(HARBOUR), entries={"calls.arrived.cargo": 2, "calls.arrived.other": 3})
    (own,) = written([submission], tmp_path / "own")

    def falsified(part: str, text: str) -> str:
        return re.sub(r"</f><v>[^<]*</v>", "</f><v>77</v>", text) if "worksheets" in part else text

    def stripped(part: str, text: str) -> str:
        return re.sub(r"</f><v>[^<]*</v>", "</f>", text) if "worksheets" in part else text

    false = rewritten(own, tmp_path / "false.xlsx", falsified)
    bare = rewritten(own, tmp_path / "bare.xlsx", stripped)
    assert differences(own, false)
    assert differences(own, bare)
    for engine in recalculated([false, bare], tmp_path / "engine"):
        assert differences(own, engine) == {}


@pytest.mark.parametrize("name", DEFINITIONS)
def test_the_verdict_on_the_cover_is_that_of_the_check(name: str, tmp_path: Path) -> None:
    """Except for texts from which a number can be taken: Excel cannot do that and asks for a number."""
    definition = load_definition(name)
    plain = [
        submission
        for submission in fillings(definition, 40, seed=2)
        if not any(entry.mended for entry in submission.entries.values())
    ]
    cover, messages = layout_of(definition).cover, messages_for(definition.language)
    verdicts: Counter[str] = Counter()
    for submission, file in zip(plain, written(plain, tmp_path / "own"), strict=True):
        said = str(cached_values(file)[cover.sheet, cover.verdict.a1])
        verdict = verdict_of(check(submission))
        verdicts[verdict] += 1
        counts = [int(number) for number in re.findall(r"\d+", said)]
        if verdict == "clean":
            assert said == messages("verdict.ready")
        elif verdict == "warnings":
            assert counts == [0, 0, counts[2]]
            assert counts[2] > 0
        else:
            assert sum(counts[:2]) > 0, (said, check(submission))
    assert set(verdicts) == {"clean", "warnings", "errors"}, verdicts
