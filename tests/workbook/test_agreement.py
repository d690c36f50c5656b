"""One declaration, two translations: a spreadsheet engine and Python must come to the same results, everywhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from support.agreement import differences
from support.definitions import loaded
from support.depth import cases
from support.engines import CALCULATING, ENGINES
from support.fillings import DEFINITIONS, FORMS, HARBOUR, fillings
from support.parts import cached_values, rewritten
from xlsreport import Submission, check, new_submission, verdict_of, write_workbook
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.messages import messages_for

COUNT = {"LibreOffice": cases(7, 14), "IronCalc": cases(7, 8), "formualizer": cases(7, 8)}
"""How many fillings of each definition are calculated; ``bench/agreement.py`` calculates as many as one likes."""
FEWER = dict.fromkeys(FORMS, cases(6, 8)) | {"us-doj-foia/2016": 5}
"""Of the forms that have no feature of their own, or have thousands of figures."""
ALIKE = {"us-doj-foia/2016": cases((0, 1, 2, 3), (1, 2))}
"""Which of them say nothing new: a form that asks nobody for a nil return has the same zeros three times, and the
last filling has zeros, blanks and last year's figures as well."""


def written(submissions: list[Submission], folder: Path) -> list[Path]:
    folder.mkdir()
    files = [folder / f"{number:03}.xlsx" for number in range(len(submissions))]
    for submission, file in zip(submissions, files, strict=True):
        write_workbook(submission, file)
    return files


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[Path]]:
    """Writes the fillings of a definition, once for all engines."""

    @cache
    def files(name: str) -> list[Path]:
        every = enumerate(fillings(loaded(name), FEWER.get(name, max(COUNT.values()))))
        submissions = [filling for number, filling in every if number not in ALIKE.get(name, ())]
        return written(submissions, tmp_path_factory.mktemp("filled") / "own")

    return files


@pytest.mark.slow
@pytest.mark.parametrize("engine", CALCULATING)
@pytest.mark.parametrize("name", [*DEFINITIONS, *FORMS])
def test_every_formula_carries_the_value_that_an_engine_calculates(
    name: str, engine: str, filled: Callable[[str], list[Path]]
) -> None:
    files = filled(name)[: COUNT[engine]]
    calculated = ENGINES[engine](files)
    found = {file.name: differences(file, values) for file, values in zip(files, calculated, strict=True)}
    assert {name: different for name, different in found.items() if different} == {}


@pytest.mark.slow
@pytest.mark.parametrize("engine", CALCULATING)
def test_an_engine_calculates_even_where_the_file_claims_other_values(engine: str, tmp_path: Path) -> None:
    """Without this the test above would compare our values with themselves."""
    submission = new_submission(loaded(HARBOUR), entries={"calls.arrived.cargo": 2, "calls.arrived.other": 3})
    (own,) = written([submission], tmp_path / "own")

    def falsified(part: str, text: str) -> str:
        return re.sub(r"</f><v>[^<]*</v>", "</f><v>77</v>", text) if "worksheets" in part else text

    def stripped(part: str, text: str) -> str:
        return re.sub(r"</f><v>[^<]*</v>", "</f>", text) if "worksheets" in part else text

    false = rewritten(own, tmp_path / "false.xlsx", falsified)
    bare = rewritten(own, tmp_path / "bare.xlsx", stripped)
    assert differences(own, cached_values(false))
    assert differences(own, cached_values(bare))
    for calculated in ENGINES[engine]([false, bare]):
        assert differences(own, calculated) == {}


def notes_on_the_cover(submission: Submission) -> int:
    """How many findings are notes that the workbook can tell, explained warnings not among them."""
    definition = submission.definition
    rules = {case.rule.id for case in definition.cases if case.rule.severity == "note"}
    blank = {name for name, field in definition.fields.items() if field.when_blank == "note"}
    return sum(f.rule in rules or (f.rule == "filled" and f.place in blank) for f in check(submission))


@pytest.mark.slow
@pytest.mark.parametrize("name", DEFINITIONS)
def test_the_verdict_on_the_cover_is_that_of_the_check(name: str, tmp_path: Path) -> None:
    """Except for texts from which a number can be taken: Excel cannot do that and asks for a number."""
    definition = loaded(name)
    plain = [
        submission
        for submission in fillings(definition, cases(16, 40), seed=2)
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
            noted = notes_on_the_cover(submission)
            assert said == messages("verdict.ready_noted" if noted else "verdict.ready", noted=noted)
        elif verdict == "warnings":
            assert counts == [0, 0, counts[2]]
            assert counts[2] > 0
        else:
            assert sum(counts[:2]) > 0, (said, check(submission))
    assert set(verdicts) == {"clean", "warnings", "errors"}, verdicts
