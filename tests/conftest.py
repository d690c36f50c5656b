"""What holds for all tests."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from support import (
    browser,
    definitions,
    ledgers,
    office,
    openpyxl_copies,
    reading,
    small_disk,
    tiers,
    workbooks_written_once,
)

# Machines that run tests are shared and noisy: how long an example takes says nothing about the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


# Images of containers often forbid to keep what is compiled: then each of some hundred processes compiles the package.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Tests say in which language they read what is said; whoever runs them may have set another.
for _language in ("LC_ALL", "LC_MESSAGES", "LANG", "XLSREPORT_LANG"):
    os.environ.pop(_language, None)

# A collection of thousands of tests lives until the end: nothing is gained by searching it for what can be let go.
gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    # Much is made and let go here, and kept for the next test: searching it as often as Python does took 16 of 110 s.
    gc.set_threshold(500_000, 10, 10)
    gc.enable()


def pytest_configure() -> None:
    tiers.refuse_unmarked_starts()
    definitions.load_each_once()
    ledgers.wait_for_no_disk()
    openpyxl_copies.read_each_once()
    reading.share_what_is_read()
    workbooks_written_once.write_each_once()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    # pytest searches everything twice more for what can be let go, which takes a second each time.
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    browser.stop_browser()
    office.stop_office()
    small_disk.stop_process()


@pytest.hookimpl(tryfirst=True)  # before pytest picks tests by their marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    tiers.mark_tests(items)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    with tiers.running(item), reading.during(item):
        return (yield)


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all test processes of one run share."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def starts_engine() -> None:
    """AskedState for by each fixture that starts a program: the tests that use it are then marked ``engine``."""


@pytest.fixture
def loads_anew() -> Iterator[None]:
    """For tests of what loading a definition does."""
    with definitions.loading_anew():
        yield
