"""The tasks of whoever works on the project: ``nox --list`` names them, ``nox -s lint types`` runs two of them.

Tasks run in the environment that ``python3 tests/run.py --only-install`` makes, and install nothing. Those that need
another Python or other packages make an environment of their own under ``.nox`` and keep it. What follows ``--`` is
handed on: ``nox -s test -- tests/opc -k zip``.
"""

from __future__ import annotations

import shutil
import sys
import tarfile
import tomllib
from pathlib import Path

import nox

ROOT = Path(__file__).parent
CONSTRAINTS = str(ROOT / "constraints.txt")
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
"""Those of the classifiers in ``pyproject.toml``."""
FAST = ["-m", "not engine and not slow"]
"""Leaves out the tests that start a process; the marks are explained in ``pyproject.toml``."""
PYTHON_ALONE = ["-m", "not engine"]
"""Leaves out the tests that start LibreOffice, a browser, a program of npm or another one."""

nox.options.default_venv_backend = "none"
nox.options.error_on_missing_interpreters = False
nox.options.reuse_venv = "yes"
nox.options.sessions = ["lint", "types", "test-fast"]


def run(session: nox.Session, *arguments: str) -> None:
    """Run a module of the environment that nox itself is in."""
    session.run(sys.executable, "-m", *arguments, external=True)


@nox.session
def lint(session: nox.Session) -> None:
    """Ruff: rules and format."""
    run(session, "ruff", "check", ".")
    run(session, "ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Mypy, strictly."""
    run(session, "mypy", "--num-workers", "auto", *session.posargs)


@nox.session
def test(session: nox.Session) -> None:
    """All tests."""
    run(session, "pytest", "-n", "auto", *session.posargs)


@nox.session(name="test-deep")
def test_deep(session: nox.Session) -> None:
    """The tests that take fillings or examples at will, with several times as many as in every run."""
    session.env["XLSREPORT_DEEP_TESTS"] = "1"
    modules = {
        path.relative_to(ROOT)
        for path in (ROOT / "tests").rglob("test_*.py")
        if "support.depth" in path.read_text("utf-8")
    }
    run(session, "pytest", "-n", "auto", *sorted(map(str, modules)), *session.posargs)


@nox.session
def checker(session: nox.Session) -> None:
    """All samples and abuses in Chromium, where the tests take one of 24, and says how many differ; a few in WebKit."""
    session.env["XLSREPORT_ALL_IN_BROWSER"] = "1"
    modules = ["tests/offline/test_checker_in_browser.py", "tests/offline/checker_in_webkit.py"]
    run(session, "pytest", "-rP", *modules, *session.posargs)


@nox.session(name="test-fast")
def test_fast(session: nox.Session) -> None:
    """The tests that start no process, and so need no LibreOffice, no browser and no npm."""
    run(session, "pytest", "-n", "auto", *FAST, *session.posargs)


@nox.session(name="test-pythons", python=PYTHONS, venv_backend="venv")
def test_pythons(session: nox.Session) -> None:
    """The tests that need Python alone, by each that is found; one of them: ``nox -s test-pythons-3.13``."""
    session.install("-c", CONSTRAINTS, "-e", ".[test]")
    session.run("python", "-m", "pytest", "-n", "auto", *PYTHON_ALONE, *session.posargs)


@nox.session(name="test-oldest", python=PYTHONS[0], venv_backend="venv")
def test_oldest(session: nox.Session) -> None:
    """The fast tests with the oldest version of each library that ``pyproject.toml`` allows."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    session.install(*(library.replace(">=", "==", 1) for library in project["dependencies"]), "-e", ".[test]")
    session.run("python", "-m", "pytest", "-n", "auto", *FAST, *session.posargs)


@nox.session
def coverage(session: nox.Session) -> None:
    """Which lines the tests that need Python alone run, modules with gaps first; ``-- -m ''`` takes all tests."""
    run(session, "coverage", "erase")
    run(session, "pytest", "-n", "auto", *PYTHON_ALONE, "--cov", "--cov-report=", *session.posargs)
    run(session, "coverage", "report", "--skip-covered", "--sort=cover")


@nox.session
def regenerate(session: nox.Session) -> None:
    """Write every generated file anew; ``-- --check`` only names those that are stale."""
    session.run(sys.executable, "tests/generated_files.py", *session.posargs, external=True)


@nox.session
def pictures(session: nox.Session) -> None:
    """The pictures of the README and the documentation, in docs/images, by LibreOffice and Chromium; look at them."""
    session.run(sys.executable, "tests/regenerate_pictures.py", external=True, env={"PYTHONPATH": "tests"})


@nox.session
def docs(session: nox.Session) -> None:
    """The documentation site, in build/site."""
    run(session, "sphinx", "-W", "--keep-going", "-c", "docs/site", ".", "build/site")


@nox.session(venv_backend="venv")
def bench(session: nox.Session) -> None:
    """One measurement of bench/README.md: ``nox -s bench -- reading``."""
    program, *arguments = session.posargs or session.error("which? nox -s bench -- NAME, see bench/README.md")
    session.install("-c", CONSTRAINTS, "-e", ".[test,bench]")
    session.run("python", f"bench/{program}.py", *arguments)


def built_archives() -> list[Path]:
    """The wheels and source archives in dist/; bundles and programs, which also begin with the project's name, stay."""
    patterns = ("xlsreport-*-py3-none-any.whl", "xlsreport-[0-9]*.tar.gz")
    return [file for pattern in patterns for file in (ROOT / "dist").glob(pattern)]


@nox.session
def dist(session: nox.Session) -> None:
    """The wheel and the source archive, in dist/, looked over."""
    for old in built_archives():
        old.unlink()
    run(session, "build")
    files = sorted(map(str, built_archives()))
    run(session, "twine", "check", "--strict", *files)
    run(session, "check_wheel_contents", *(file for file in files if file.endswith(".whl")))


@nox.session
def engine(session: nox.Session) -> None:
    """The browser engine, prepared anew, and around it the package for releases, in dist/; needs npm and a network."""
    folder, name = ROOT / "packaging" / "browser_engine", "xlsreport-browser-engine.zip"
    made = folder / "xlsreport_browser_engine" / name
    run(session, "xlsreport", "offline", "--prepare", "--engine", str(made))
    run(session, "build", "--wheel", "--outdir", str(ROOT / "dist"), str(folder))
    shutil.copy(made, ROOT / "dist" / name)


@nox.session(venv_backend="venv")
def program(session: nox.Session) -> None:
    """The one program for this system, in dist/, built by PyInstaller and run from an empty folder; needs a network."""
    session.install("-c", CONSTRAINTS, ".[program]")
    recipe, made = ROOT / "packaging" / "one_program", ("--distpath", "dist", "--workpath", session.create_tmp())
    session.run("python", "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *made, f"{recipe}/xlsreport.spec")
    session.run("python", "-m", "pytest", "-c", f"{recipe}/pytest.ini", f"{recipe}", *session.posargs)


@nox.session(name="test-dist", venv_backend="venv")
def test_dist(session: nox.Session) -> None:
    """The tests that need Python alone, from the source archive, by what is installed from it."""
    [archive] = (file for file in built_archives() if file.suffix == ".gz")
    unpacked = session.create_tmp()
    with tarfile.open(archive) as file:
        file.extractall(unpacked, filter="data")
    session.chdir(Path(unpacked, archive.name.removesuffix(".tar.gz")))
    session.install("-c", CONSTRAINTS, ".[test]")
    session.run("python", "-m", "pytest", "-n", "auto", *PYTHON_ALONE, *session.posargs)


@nox.session
def bundle(session: nox.Session) -> None:
    """A folder to install from where no network is, in dist/: ``nox -s bundle -- --system win_amd64``."""
    session.run(sys.executable, "packaging/offline_bundle/build_bundle.py", *session.posargs, external=True)


@nox.session(name="test-bundle")
def test_bundle(session: nox.Session) -> None:
    """A bundle for this computer, installed from and tried with the network cut off; on Linux."""
    session.run(sys.executable, "packaging/offline_bundle/run_through.py", *session.posargs, external=True)
