"""Types the commands that the documentation shows into a shell."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path


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
