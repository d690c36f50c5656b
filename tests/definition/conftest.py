"""What the tests of definitions share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext

import pytest

from support.definitions import loading_anew

_OF_REPORTS = {
    "test_body_kinds",
    "test_changes_and_bodies",
    "test_choices",
    "test_code_lists",
    "test_computed_figures",
    "test_conditions",
    "test_dates",
    "test_dates_in_text_cells",
    "test_dates_not_applicable",
    "test_deadlines",
    "test_exceptions",
    "test_forms_elsewhere",
    "test_not_applicable",
    "test_percent_and_bounds",
    "test_required",
}
"""Modules that ask what a definition makes of reports; they load the same few texts for each of their cases."""


@pytest.fixture(autouse=True)
def each_definition_is_loaded_anew(request: pytest.FixtureRequest) -> Iterator[None]:
    """In the other modules it is the loading that is tested."""
    with nullcontext() if request.path.stem in _OF_REPORTS else loading_anew():
        yield
