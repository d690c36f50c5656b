"""A kind of alteration is one entry: nothing about it is decided elsewhere, and every catalogue has its sentence."""

from __future__ import annotations

import pickle
import re
from pathlib import Path
from typing import Any, get_args

import pytest

from xlsreport.messages import LANGUAGES, messages_for
from xlsreport.spreadsheet.opened_spreadsheet import Content, HidingReason
from xlsreport.submission.alteration import AlterationKind, OnReturn, _Facts
from xlsreport.submission.alterations.file_alterations import CONTENTS
from xlsreport.submission.alterations.hidden_entries import TOLD_AS

ROBUSTNESS = Path(__file__).parent.parent.parent / "docs" / "explanation" / "robustness.md"
OTHERS = {"altered.quoted_formula", "altered.other_sheets"}
"""Sentences about alterations that are no alteration by themselves."""
every_kind = pytest.mark.parametrize("kind", AlterationKind, ids=lambda kind: kind.key)


def test_each_catalogue_has_the_sentences_of_all_kinds_and_no_others() -> None:
    expected = {f"altered.{kind.key}" for kind in AlterationKind} | OTHERS
    for language in LANGUAGES:
        assert {key for key in messages_for(language).texts if key.startswith("altered.")} == expected


def test_each_catalogue_says_what_becomes_of_an_alteration_when_a_workbook_is_returned() -> None:
    for language in LANGUAGES:
        assert {f"returned.advice_{what}" for what in get_args(OnReturn)} <= messages_for(language).texts.keys()


def test_whatever_hides_a_cell_and_whatever_a_file_holds_besides_is_told() -> None:
    assert TOLD_AS.keys() == set(get_args(HidingReason))
    assert CONTENTS.keys() == set(get_args(Content))


def test_no_two_kinds_are_one() -> None:
    assert len({kind.key for kind in AlterationKind}) == len(list(AlterationKind)) == len(AlterationKind.__members__)


def test_a_kind_without_severity_cannot_be_made() -> None:
    make: Any = _Facts  # mypy refuses the call as such, wherever it stands
    with pytest.raises(TypeError, match="severity"):
        make("shredded", "shredded")


@every_kind
def test_a_kind_is_the_same_in_another_process(kind: AlterationKind) -> None:
    assert pickle.loads(pickle.dumps(kind)) is kind


def test_the_documentation_lists_every_rule_with_its_severity() -> None:
    listed = re.findall(r"^\| `altered\.(\w+)` \| (\w+) \|", ROBUSTNESS.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted({(kind.rule, kind.severity) for kind in AlterationKind})
