"""Builds a folder from which xlsreport is installed on a computer without a network; run by ``nox -s bundle``."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bundle_folder import (
    WHEELS,
    copy_engine,
    unpack_python,
    write_digests,
    write_requirements,
    write_scripts,
    zip_folder,
)
from target_system import PYTHONS, SYSTEMS, TargetSystem, this_system
from wheel_collection import BundleError, collect_wheels, version_of, wheels_in

ROOT = Path(__file__).resolve().parents[2]
"""The project's folder."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Build what the command line asks for, and say where it is and how large."""
    chosen = _parser().parse_args(arguments)
    try:
        folder = build(chosen)
    except BundleError as error:
        sys.exit(f"{error}.")
    written = zip_folder(folder) if chosen.zip else folder
    files = [written] if chosen.zip else [path for path in folder.rglob("*") if path.is_file()]
    megabytes = sum(path.stat().st_size for path in files) / 1e6
    sys.stdout.write(f"{written}: {len(wheels_in(folder / WHEELS))} wheels, {megabytes:.0f} MB\n")


def build(chosen: argparse.Namespace) -> Path:
    """Build the bundle's folder, in the place of one of the same name.

    Raises:
        BundleError: a wheel cannot be had, or a file that was named is not what it should be.
    """
    system: TargetSystem = SYSTEMS[chosen.system]
    unfinished: Path = chosen.output / "unfinished-bundle"
    shutil.rmtree(unfinished, ignore_errors=True)
    (unfinished / WHEELS).mkdir(parents=True)
    own = _own_wheel(unfinished / WHEELS)
    collect_wheels(own, [e for e in chosen.extras.split(",") if e], system, chosen.python, ROOT / "constraints.txt")
    if chosen.with_python:
        unpack_python(chosen.with_python, unfinished, system, chosen.python)
    if chosen.engine:
        copy_engine(chosen.engine, unfinished)
    write_scripts(unfinished, system, chosen.python, str(version_of(own)))
    write_requirements(unfinished)
    write_digests(unfinished)
    folder: Path = chosen.output / f"xlsreport-{version_of(own)}-{system.name}-python{chosen.python}"
    shutil.rmtree(folder, ignore_errors=True)
    return unfinished.replace(folder)


def _own_wheel(folder: Path) -> Path:
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps"]
    done = subprocess.run([*pip, f"--wheel-dir={folder}", str(ROOT)], capture_output=True, text=True)
    if done.returncode:
        raise BundleError(f"The wheel of xlsreport cannot be built: {done.stderr.strip().splitlines()[-1]}")
    return next(folder.glob("xlsreport-*.whl"))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nox -s bundle --", description=__doc__)
    here = this_system()
    parser.add_argument("--system", choices=SYSTEMS, default=here, required=here is None, help="default: this one")
    parser.add_argument("--python", choices=PYTHONS, default="3.12", help="the office's Python, default: 3.12")
    parser.add_argument("--extras", default="pictures", help="default: pictures; '' for none, or pictures,analysis")
    parser.add_argument("--engine", type=Path, help="the browser engine, which xlsreport offline --prepare makes")
    parser.add_argument("--with-python", type=Path, help="take a Python along: an embeddable one, or a tar")
    parser.add_argument("--zip", action="store_true", help="also as one zip file")
    parser.add_argument("--output", type=Path, default=ROOT / "dist", help="where to write it, default: dist")
    return parser


if __name__ == "__main__":
    main()
