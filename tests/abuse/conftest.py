"""What the tests of abuses share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def everywhere(run_folder: Path, starts_engine: None) -> Path:
    """A folder that all test processes of one run share."""
    folder = run_folder / "abuse"
    folder.mkdir(exist_ok=True)
    return folder
