"""What the tests of definitions share."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def each_definition_is_loaded_anew(loads_anew: None) -> None:
    """Here it is the loading that is tested."""
