"""``xlsreport open``: what was found is written as a page, and the browser is led to it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from click.testing import CliRunner, Result

from support.files import saved
from support.market import MARKET, return_of_market
from support.reports import SAMPLES, town
from xlsreport.cli import main
from xlsreport.messages import messages_for

CLEAN = SAMPLES / "shuyang-2025" / "workbook.xlsx"
EN = messages_for("en")


def run(*arguments: str | Path) -> Result:
    given = ["open", "--no-browser", *map(str, arguments)]
    return CliRunner(env={"XLSREPORT_LANG": "en"}).invoke(main, given, catch_exceptions=False)


@pytest.mark.slow
def test_files_are_summed_up_on_the_terminal_and_told_on_the_page(tmp_path: Path) -> None:
    page, faulty, text = tmp_path / "page.html", saved(town(), tmp_path, "town.xlsx"), tmp_path / "notes.xlsx"
    text.write_text("no workbook", encoding="utf-8")
    result = run(CLEAN, faulty, text, "-o", page)
    clean, errors, refused, written = result.stdout.splitlines()
    assert clean == f"{CLEAN}（沭阳县人民政府 2025）：没有发现问题"
    assert errors == f"{faulty}（某镇人民政府 2020）：2 处错误，1 处警告，0 条提示"
    assert refused.startswith(f"{text}: cannot be read. ")
    assert written == EN("command.written", file=page)
    assert result.exit_code == 2
    said = page.read_text(encoding="utf-8")
    assert [said.count(f'<article class="checked" id="f{number}"') for number in (1, 2, 3, 4)] == [1, 1, 1, 0]
    assert refused.removeprefix(f"{text}: cannot be read. ") in said


@pytest.mark.slow
def test_the_exit_code_is_that_of_check_and_a_definition_may_be_given(tmp_path: Path) -> None:
    page, market = tmp_path / "page.html", saved(return_of_market(stalls__week__all=57), tmp_path, "market.xlsx")
    assert run(CLEAN, "-o", page).exit_code == 0
    assert run(market, "-o", page).exit_code == 2
    assert run(market, "-o", page, "--definition", MARKET).exit_code == 1
    assert '-F7">57 <span class="should">→ 75</span>' in page.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_page_is_replaced_but_nothing_that_somebody_changed(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert run(CLEAN, "-o", page).exit_code == 0
    assert run(SAMPLES / "hongze-2023" / "workbook.xlsx", "-o", page).exit_code == 1
    page.write_text("mine", encoding="utf-8")
    result = run(CLEAN, "-o", page)
    assert result.exit_code == 2
    assert result.stderr == EN("command.changed", file=page) + "\n"
    assert page.read_text(encoding="utf-8") == "mine"
    assert run(CLEAN, "-o", page, "--force").exit_code == 0
    assert run(CLEAN, "-o", tmp_path / "page.pdf").exit_code == 2


@pytest.mark.engine
@pytest.mark.skipif(os.name == "nt", reason="makes a browser of a shell script, and looks at permissions")
def test_files_that_are_dropped_on_the_program_are_opened_in_the_browser(tmp_path: Path) -> None:
    """They come without the name of a command; the page lies where only its reader may look."""
    browser, led_to = tmp_path / "browser", tmp_path / "led_to"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > "{led_to}"\n', encoding="utf-8")
    browser.chmod(0o755)
    environment = {**os.environ, "BROWSER": str(browser), "TMPDIR": str(tmp_path), "XLSREPORT_LANG": "en"}
    command = [sys.executable, "-m", "xlsreport", str(CLEAN)]
    finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (finished.returncode, finished.stderr) == (0, "")
    page = Path(unquote(urlsplit(led_to.read_text(encoding="utf-8")).path))
    assert finished.stdout.splitlines()[-1] == EN("command.written", file=page)
    assert "没有发现问题" in page.read_text(encoding="utf-8")
    assert page.parent.parent == tmp_path
    assert stat.S_IMODE(page.parent.stat().st_mode) == 0o700
