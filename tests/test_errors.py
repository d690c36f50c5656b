"""An error is the same in another process, so that whoever reads files in many processes sees what is wrong."""

from __future__ import annotations

import ast
import inspect
import pickle
from importlib import import_module
from pathlib import Path

import pytest

import xlsreport
from support.package_source import MODULES, module_name, nodes_of
from support.rounds import make_round
from xlsreport import (
    DefinitionError,
    RefusedConsolidationError,
    RejectedWorkbookError,
    SeveralProblemsError,
    UnfaithfulRenderingError,
    XlsreportError,
)
from xlsreport.definition.problems import LocatedProblem, Problem
from xlsreport.document.proof.verification import Discrepancy
from xlsreport.messages import messages_for
from xlsreport.round.counting.round_state import state_of

WITHIN = [
    (module_name(path), node.name)
    for path in MODULES
    if "cli" not in path.parts  # whose usage errors hold the command that was called
    for node in nodes_of(path)
    if isinstance(node, ast.ClassDef)
    and node.name not in xlsreport.__all__
    and any(ast.unparse(base).endswith("Error") or "Exception" in ast.unparse(base) for base in node.bases)
]
"""Every class of errors that the package keeps to itself: most are made into a sentence before anybody meets them."""
VALUES: dict[str, object] = {
    "str": "damaged",
    "int": 3,
    "object": "A1",
    "Sequence[str]": ["one"],
    "Mapping[str, object]": {},
    "Messages": messages_for("en"),
    "Sequence[LocatedProblem]": [LocatedProblem(Problem((), "no_file"), 1, 1)],
}
"""A value for each kind of argument."""
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


@pytest.mark.parametrize(("module", "name"), WITHIN, ids=[name for _, name in WITHIN])
def test_an_error_of_any_room_can_be_sent_to_another_process(module: str, name: str) -> None:
    kind = getattr(import_module(module), name)
    parameters = [*inspect.signature(kind.__init__).parameters.values()][1:]
    needed = [one for one in parameters if one.default is one.empty and one.kind is one.POSITIONAL_OR_KEYWORD]
    named = {"limit": 7} if any(one.kind is one.VAR_KEYWORD for one in parameters) and needed else {}
    error = kind(*(VALUES[one.annotation] for one in needed), **named)
    again = pickle.loads(pickle.dumps(error))
    held = {key: value for key, value in vars(error).items() if key != "messages"}
    assert (type(again), again.args, str(again)) == (kind, error.args, str(error))
    assert {key: vars(again)[key] for key in held} == held
