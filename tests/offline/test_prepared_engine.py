"""The command that runs the tests prepares the browser engine anew where the package has changed since."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from programs.engine_state import is_current
from xlsreport.offline.browser_engine.engine_file import BrowserEngine, write_engine
from xlsreport.offline.browser_engine.own_package import digest_of, own_files

pytestmark = pytest.mark.slow


@pytest.fixture
def runner() -> ModuleType:
    """``tests/run.py``, which is started and not imported elsewhere."""
    spec = spec_from_file_location("tests_run", Path(__file__).resolve().parents[1] / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def engine_of(sources: str, folder: Path) -> Path:
    file = folder / "engine.zip"
    write_engine(file, BrowserEngine({"own": sources}, {}))
    return file


def test_an_engine_is_current_that_was_made_of_these_sources(tmp_path: Path) -> None:
    own = own_files()
    assert not is_current(tmp_path / "none.zip")
    assert not is_current(engine_of(digest_of({**own, "xlsreport/values.py": b""}), tmp_path))
    assert is_current(engine_of(digest_of(own), tmp_path))


def test_an_engine_of_other_sources_is_prepared_anew(
    runner: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would prepare it is only told: it would fetch half of Python from a network."""
    ran: list[tuple[str, ...]] = []
    monkeypatch.setattr(runner, "BINARIES", Path(sys.executable).parent)
    monkeypatch.setattr(runner, "run", lambda *command: ran.append(command))
    monkeypatch.setattr(runner, "ENGINE", engine_of(digest_of(own_files()), tmp_path))
    runner.prepare_browser_engine()
    assert ran == []
    engine_of("other", tmp_path)
    runner.prepare_browser_engine()
    assert [command[1:] for command in ran] == [("offline", "--prepare", "--engine", str(tmp_path / "engine.zip"))]
