"""Builds a bundle for this computer, installs from it with the network cut off, and tries it; ``nox -s test-bundle``.

Linux cuts the network off for one process (``unshare``), without an administrator where it has user namespaces.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from build_bundle import ROOT, main
from bundle_folder import WHEELS

_CUT_OFF = ["unshare", "--user", "--map-root-user", "--net"]
_FILLED_IN = ROOT / "samples" / "town-2020-corrected" / "workbook.xlsx"


def run_through(work: Path) -> None:
    """Raise AssertionError or CalledProcessError at the first step that does not do what it should."""
    python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    main(["--python", python, "--output", str(work)])
    [folder] = work.glob("xlsreport-*")
    office = folder.rename(work / "办公室 office")
    install = ["sh", str(office / "install.sh"), sys.executable]
    _refuses_damage(install, office)
    began = time.perf_counter()
    _say(_run(install, work).stdout)
    _say(f"installed in {time.perf_counter() - began:.0f} s\n")
    _works(str(office / ".venv/bin/xlsreport"), work)


def _refuses_damage(install: Sequence[str], office: Path) -> None:
    """One byte of a wheel differs: nothing is installed, and the sentence names the wheel."""
    wheel = next((office / WHEELS).glob("openpyxl-*.whl"))
    whole = wheel.read_bytes()
    wheel.write_bytes(whole[:1000] + bytes([whole[1000] ^ 1]) + whole[1001:])
    refused = _run(install, office, expected=1)
    assert wheel.name in refused.stderr, refused.stderr
    assert not (office / ".venv").exists()
    wheel.write_bytes(whole)
    _say(refused.stderr)


def _works(program: str, work: Path) -> None:
    """The demo, a check that finds what the sources find, and the report in each format."""
    empty = work / "empty"
    empty.mkdir()
    _run([program, "demo", "demo"], empty)
    reports = sorted(path.suffix for path in empty.glob("demo/*/报告/*.*"))
    assert {suffix: reports.count(suffix) for suffix in reports} == {".docx": 8, ".html": 8, ".pdf": 8}, reports
    check = ["check", str(_FILLED_IN), "--format", "json"]
    found = _run([program, *check], empty).stdout
    assert found == _run([sys.executable, "-m", "xlsreport", *check], empty).stdout
    for ending in ("docx", "html", "pdf"):
        _run([program, "render", str(_FILLED_IN), "-o", f"report.{ending}", "--pictures"], empty)
        assert (empty / f"report.{ending}").stat().st_size > 10_000
    _say("demo, check and render work with the network cut off\n")


def _run(command: Sequence[str], folder: Path, expected: int = 0) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.defpath, "HOME": str(folder), "LANG": "C.UTF-8"}
    done = subprocess.run(
        [*_CUT_OFF, *command], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == expected, f"{command} gave {done.returncode}: {done.stdout}{done.stderr}"
    return done


def _say(text: str) -> None:
    sys.stdout.write(text)


if __name__ == "__main__":
    with TemporaryDirectory() as temporary:
        run_through(Path(temporary))
