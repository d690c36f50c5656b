"""Names that a caller gives and that there are not: one error, with the names that there are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from support.files import official
from xlsreport import (
    PageStyleName,
    UnknownNameError,
    build_document,
    explain_text,
    in_language,
    load_definition,
    messages_for,
    new_submission,
    variant_of,
)

SERVICES = Path(__file__).parent / "support" / "services.yaml"
BLANK = new_submission(official())


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: messages_for("fr"), "“fr”不在可选之列：zh-CN, en。"),
        (lambda: in_language(official(), "fr"), "“fr”不在可选之列：zh-CN。"),
        (
            lambda: explain_text(BLANK, "收到5件", "overveiw"),
            "“overveiw”不在可选之列：overview、problems、other_matters。是不是想写 overview？",
        ),
        (
            lambda: build_document(BLANK, page_style=cast(PageStyleName, "a4")),
            "“a4”不在可选之列：gb-t-9704、plain、us-letter。",
        ),
        (
            lambda: variant_of(load_definition(SERVICES), ["scool"]),
            "“scool” is not one of: hospital, school, library. Did you mean school?",
        ),
    ],
    ids=["messages", "language", "section", "page style", "kind"],
)
def test_a_name_that_there_is_not_is_told_with_those_that_there_are(call: Callable[[], object], said: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        call()
    assert str(caught.value) == said
    assert isinstance(caught.value, KeyError)


def test_one_kind_may_be_given_by_itself() -> None:
    whole = load_definition(SERVICES)
    assert variant_of(whole, "school") is variant_of(whole, ["school"])


def test_the_representation_of_a_submission_has_the_name_of_its_definition_and_not_the_definition() -> None:
    assert repr(official()) == "Definition('cn-gov-info-disclosure/2021', language='zh-CN')"
    assert repr(variant_of(load_definition(SERVICES), "school")).endswith(", variant=('school',))")
    assert len(repr(BLANK)) < 1_000
