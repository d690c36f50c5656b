"""A test without a mark starts no process, so that the fast tests need no program and end soon."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from support.tiers import StartedInTheWrongTierError


@pytest.mark.parametrize(
    ("program", "mark"),
    [(sys.executable, "slow"), ("sh", "slow"), ("soffice", "engine")],
    ids=["python", "sh", "soffice"],
)
def test_without_a_mark_no_process_is_started(program: str, mark: str) -> None:
    with pytest.raises(StartedInTheWrongTierError, match=f"pytest.mark.{mark}"):
        subprocess.run([program, "--version"], check=False)


@pytest.mark.slow
def test_marked_as_slow_it_may_be_python_and_nothing_that_is_to_be_installed() -> None:
    subprocess.run([sys.executable, "-S", "-c", ""], check=True)
    with pytest.raises(StartedInTheWrongTierError, match=r"pytest.mark.engine"):
        subprocess.run(["soffice", "--version"], check=False)


@pytest.mark.engine
def test_marked_as_an_engine_it_may_be_any() -> None:
    assert shutil.which("node")
    subprocess.run(["node", "--version"], capture_output=True, check=True)


@pytest.fixture
def browser(starts_engine: None) -> None:
    """Stands for one that starts a program."""


def test_whatever_uses_a_fixture_that_starts_a_program_is_marked(request: pytest.FixtureRequest, browser: None) -> None:
    assert request.node.get_closest_marker("engine")


@pytest.mark.parametrize(("form", "is_slow"), [("us-doj-foia/2016", True), ("uk-style-quarterly/2025", False)])
def test_what_is_done_with_the_large_form_is_marked(request: pytest.FixtureRequest, form: str, is_slow: bool) -> None:
    assert bool(request.node.get_closest_marker("slow")) == is_slow
