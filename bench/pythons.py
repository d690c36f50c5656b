"""Whether other Pythons read the whole corpus alike: ``python bench/pythons.py [PYTHON …] [--mutants 1000]``.

The corpus is every abuse in both editions, every hostile and every twisted file, the workbooks that are mutated and so
many mutants. Each Python, this one first, runs ``xlsreport check --forensic --format json`` on all of it, and what
comes out must be the same to the byte. Run it in an environment with the test extras; a PYTHON is the path of an
interpreter in whose environment xlsreport is installed. It ends with 1 where two of them differ.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from abuse.catalogue import ABUSES
from abuse.form import EDITIONS, form
from abuse.making import make
from fuzz.bases import bases
from fuzz.mutations import mutant
from hostile.hostile_files import HOSTILE
from hostile.near_limits import NEAR_LIMITS
from hostile.pond import parts
from hostile.test_twists import TWISTS
from support.files import harbour
from support.fillings import HARBOUR
from xlsreport import new_submission
from xlsreport.workbook.workbook_file import workbook_bytes

_SEED = 20261129
_AT_ONCE = 200
"""Files that one process checks."""
_POND = Path(__file__).resolve().parent.parent / "tests" / "hostile" / "pond.yaml"


def write_corpus(folder: Path, mutants: int) -> Mapping[Path, str]:
    """All files, with the definition that each needs, or nothing where it is built in."""
    return dict([*_abuses(folder), *_hostile(folder), *_twists(folder), *_mutants(folder, mutants)])


def _abuses(folder: Path) -> Iterator[tuple[Path, str]]:
    for edition in EDITIONS:
        home = folder / f"abuses-{edition}"
        home.mkdir()
        filled = form(edition)
        make(filled.submission, {name: abuse(filled) for name, abuse in ABUSES.items()}, home)
        yield from ((file, "") for file in sorted(home.glob("*.xlsx")))


def _hostile(folder: Path) -> Iterator[tuple[Path, str]]:
    plain = workbook_bytes(new_submission(harbour()))
    for number, hostile in enumerate((*HOSTILE, *NEAR_LIMITS)):
        file = folder / f"hostile-{number}.xlsx"
        hostile.make(plain, file)
        if file.is_file() and not file.is_symlink():
            yield file, str(HARBOUR)


def _twists(folder: Path) -> Iterator[tuple[Path, str]]:
    for number, twist in enumerate(TWISTS):
        yield _written(folder / f"twist-{number}.xlsx", twist.make(parts())), str(_POND)


def _mutants(folder: Path, count: int) -> Iterator[tuple[Path, str]]:
    for base in bases():
        yield _written(folder / f"base-{base.name}.xlsx", base.archive), _definition(base.name)
    for number in range(count):
        made = mutant(bases(), _SEED, number)
        yield _written(folder / f"mutant-{number}.xlsx", made.data), _definition(made.base.name)


def _definition(base: str) -> str:
    return str(HARBOUR) if base.startswith("harbour") else ""


def _written(file: Path, data: bytes) -> Path:
    file.write_bytes(data)
    return file


def findings_by(python: str, corpus: Mapping[Path, str]) -> list[bytes]:
    """What the command of a Python prints about all files, so many at once."""
    printed = []
    for definition in sorted(set(corpus.values())):
        files = [str(file) for file, needed in corpus.items() if needed == definition]
        for at in range(0, len(files), _AT_ONCE):
            printed.append(_checked(python, definition, files[at : at + _AT_ONCE]))
    return printed


def _checked(python: str, definition: str, files: Sequence[str]) -> bytes:
    command = [python, "-m", "xlsreport", "check", "--forensic", "--format", "json"]
    command += ["--definition", definition] if definition else []
    environment = {**os.environ, "XLSREPORT_LANG": "en"}
    done = subprocess.run([*command, *files], capture_output=True, env=environment, check=False)
    if done.stderr:
        raise RuntimeError(f"{python}: {done.stderr.decode(errors='replace')}")
    return done.stdout


def version_of(python: str) -> str:
    """What a Python calls itself."""
    return subprocess.run([python, "-V"], capture_output=True, text=True, check=True).stdout.strip()


def main() -> int:
    """Write the corpus, let each Python check it, and print how often they differ."""
    parser = argparse.ArgumentParser(description="Compares what several Pythons read.")
    parser.add_argument("pythons", nargs="*", help="interpreters with xlsreport installed")
    parser.add_argument("--mutants", type=int, default=1000, help="mutants (%(default)s)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = write_corpus(Path(folder), arguments.mutants)
        print(f"{len(corpus)} files; {version_of(sys.executable)} is what the others are compared with", flush=True)
        own = findings_by(sys.executable, corpus)
        differing = 0
        for python in arguments.pythons:
            others = findings_by(python, corpus)
            wrong = sum(one != other for one, other in zip(own, others, strict=True))
            print(f"{version_of(python)}: {wrong} of {len(own)} batches differ", flush=True)
            for one, other in zip(own, others, strict=True):
                _print_first_difference(one, other)
            differing += wrong
    return 1 if differing else 0


def _print_first_difference(one: bytes, other: bytes) -> None:
    for here, there in zip(one.splitlines(), other.splitlines(), strict=False):
        if here != there:
            print(f"  {here.decode(errors='replace')}\n  {there.decode(errors='replace')}")
            return


if __name__ == "__main__":
    sys.exit(main())
