"""What the tests of abuses share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def everywhere(tmp_path_factory: pytest.TempPathFactory, worker_id: str, starts_engine: None) -> Path:
    """A folder that all test processes of one run share."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "abuse"
    folder.mkdir(exist_ok=True)
    return folder
