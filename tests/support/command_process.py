"""Commands in a process of its own, which is ended where one of them waits for ever."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from support.patience import HANG_SECONDS

_PROGRAM = """
import contextlib, io, json, sys
from support import definitions
from xlsreport.cli import main
definitions.load_each_once()
for line in sys.stdin:
    told = []
    for arguments in json.loads(line):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                main.main(arguments, prog_name="xlsreport")
            except SystemExit as end:
                code = end.code
            except Exception as error:
                code = repr(error)
        told.append([code, out.getvalue(), err.getvalue()])
    print(json.dumps(told), flush=True)
"""
"""For each line, which is a list of commands, a line with what came of them."""


class Told(NamedTuple):
    """What a command ended with, or what it raised, and what it said."""

    code: Any
    out: str
    err: str

    @property
    def said(self) -> str:
        """Everything."""
        return f"{self.out}{self.err}"


class CommandProcess:
    """A process in which one command after the other is run; its start takes longer than most of them."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def told(self, commands: Sequence[Sequence[str]]) -> list[Told]:
        """What comes of each command."""
        sent, answers = self._process.stdin, self._process.stdout
        assert sent is not None
        assert answers is not None
        sent.write(json.dumps(commands) + "\n")
        sent.flush()
        answered, _, _ = select.select([answers], [], [], HANG_SECONDS)
        if not answered:
            self._process.kill()
        assert answered, f"one of these waits for ever: {commands}"
        return [Told(*one) for one in json.loads(answers.readline())]


@contextmanager
def command_process() -> Iterator[CommandProcess]:
    """One that lives as long as the tests of a module."""
    tests = str(Path(__file__).resolve().parents[1])
    environment = {**os.environ, "XLSREPORT_LANG": "en", "PYTHONUTF8": "1", "PYTHONPATH": tests}
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", _PROGRAM]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment) as process:
        yield CommandProcess(process)
