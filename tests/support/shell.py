"""Types the commands that the documentation shows into a shell."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner

from xlsreport.cli.group import main

_FOR_THE_SHELL = re.compile(r"[|&;<>$`*?~\\\n]|=\S* +xlsreport")
"""What a shell has to make something of, besides words, quotes and remarks."""


def folder_with_the_command(folder: Path) -> Path:
    """A folder for the path, in which ``xlsreport`` and ``python3`` are what the tests themselves run in."""
    for name, arguments in (("xlsreport", "-m xlsreport "), ("python3", "")):
        program = folder / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments}"$@"\n', encoding="utf-8")
        program.chmod(0o755)
    return folder


def run_all(lines: list[str], folder: Path, command: Path, language: str = "zh-CN") -> list[tuple[str, int, str]]:
    """Type the lines into one shell; gives each with its exit code and what was said."""
    script = "".join(f'{line}\necho "\x1f$?" \n' for line in lines)
    environment = {**os.environ, "PATH": f"{command}{os.pathsep}{os.environ['PATH']}", "XLSREPORT_LANG": language}
    shell = ["bash", "-c", f"exec 2>&1\n{script}"]
    said = subprocess.run(shell, cwd=folder, env=environment, capture_output=True, text=True, check=False).stdout
    parts = re.split(r"\x1f(\d+)\n", said)
    return [(line, int(code), told) for line, told, code in zip(lines, parts[::2], parts[1::2], strict=False)]


def run_all_here(lines: Sequence[str], folder: Path, command: Path, language: str) -> list[tuple[str, int, str]]:
    """As :func:`run_all`, with no process for a line that is nothing but a call of ``xlsreport``.

    Starting it a hundred times takes longer than what it does; that it can be started is not asked here.
    """
    done = []
    for line in lines:
        words = [] if _FOR_THE_SHELL.search(line) else shlex.split(line, comments=True)
        if words[:1] == ["xlsreport"]:
            with chdir(folder):
                result = CliRunner(env={"XLSREPORT_LANG": language}).invoke(main, words[1:], catch_exceptions=False)
            done.append((line, result.exit_code, result.output))
        else:
            typed, (_, _, stands_in) = run_all([line, "pwd"], folder, command, language)
            done.append(typed)
            folder = Path(stands_in.strip())
    return done
