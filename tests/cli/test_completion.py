"""Shells complete commands, options, definitions and files, and say what each is for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

LAUNCH = "import sys; sys.argv[0] = 'xlsreport'; from xlsreport.cli import main; main(prog_name='xlsreport')"


def completed(*words: str, shell: str = "bash") -> list[str]:
    """What a shell is told when the last word is to be completed."""
    asked = {
        "COMP_WORDS": " ".join(("xlsreport", *words)),
        "COMP_CWORD": words[-1] if shell == "fish" else str(len(words)),
    }
    environment = {**os.environ, **asked, "_XLSREPORT_COMPLETE": f"{shell}_complete", "XLSREPORT_LANG": "zh-CN"}
    run = subprocess.run([sys.executable, "-c", LAUNCH], env=environment, capture_output=True, check=True)
    return run.stdout.decode().split()


def test_commands_are_completed() -> None:
    assert completed("co") == ["plain,collect", "plain,compare", "plain,consolidate"]


def test_options_and_choices_are_completed() -> None:
    assert completed("status", "--o") == ["plain,--only", "plain,--output"]
    assert completed("status", "--only", "mis") == ["plain,missing"]


def test_names_of_definitions_are_completed_and_so_are_files() -> None:
    assert completed("new", "cn-gov") == [
        "plain,cn-gov-info-disclosure/2019",
        "plain,cn-gov-info-disclosure/2021-fees",
        "plain,cn-gov-info-disclosure/2021",
    ]
    assert completed("new", "./my") == ["file,./my"]
    assert completed("check", "示例") == ["file,示例"]
    assert completed("status", "--round", "20") == ["dir,20"]


def test_fish_says_in_the_users_language_what_each_is_for() -> None:
    assert "下发：给每个单位生成一份工作簿。" in " ".join(completed("distr", shell="fish"))
    assert "另外按上级单位打成压缩包。" in " ".join(completed("distribute", "--z", shell="fish"))


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash_takes_the_script_that_the_documentation_names(tmp_path: Path) -> None:
    program = tmp_path / "xlsreport"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m xlsreport "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = """
        eval "$(_XLSREPORT_COMPLETE=bash_source xlsreport)"
        COMP_WORDS=(xlsreport templ); COMP_CWORD=1
        _xlsreport_completion xlsreport
        echo "${COMPREPLY[@]}"
    """
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    run = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["templates"]
