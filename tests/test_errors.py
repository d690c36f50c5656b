"""An error is the same in another process, so that whoever reads files in many processes sees what is wrong."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

import xlsreport
from support.rounds import make_round
from xlsreport import (
    DefinitionError,
    RefusedConsolidationError,
    RejectedWorkbookError,
    SeveralProblemsError,
    UnfaithfulRenderingError,
    XlsreportError,
)
from xlsreport.document.proof.verification import Discrepancy
from xlsreport.messages import messages_for
from xlsreport.round.counting.round_state import state_of

ERRORS = [getattr(xlsreport, name) for name in xlsreport.__all__ if name.endswith("Error")]


def example(kind: type[XlsreportError], folder: Path) -> XlsreportError:
    """One as the package raises it."""
    if issubclass(kind, DefinitionError):
        (folder / "wrong.yaml").write_text("name: 甲\nnonsense: 1\n", encoding="utf-8")
        with pytest.raises(DefinitionError) as caught:
            xlsreport.load_definition(folder / "wrong.yaml")
        return caught.value
    if issubclass(kind, SeveralProblemsError):
        return kind(["one line", "another\nline"])
    if issubclass(kind, RejectedWorkbookError):
        return kind("why", "cn-gov-info-disclosure/2021")
    if issubclass(kind, UnfaithfulRenderingError):
        return kind("why", (Discrepancy("total", "12", "21"),))
    if issubclass(kind, RefusedConsolidationError):
        agencies = state_of(make_round(folder / "round", 2)).agencies
        return kind("why", tuple(agencies), messages_for("en"))
    return kind("why")


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_an_error_says_in_another_process_what_it_says_here(kind: type[XlsreportError], tmp_path: Path) -> None:
    error = example(kind, tmp_path)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert (again.lines(), str(again), again.args) == (error.lines(), str(error), error.args)
    assert again.lines()
    assert all(again.lines())
    held = {name: value for name, value in vars(error).items() if "messages" not in name}
    assert {name: vars(again)[name] for name in held} == held
