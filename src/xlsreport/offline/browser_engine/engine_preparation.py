"""Prepares the engine where a network is: fetched by the clients of npm and pip, checked by digests, compiled.

npm and pip know the proxies and mirrors of the computer that they run on. Compiling needs the very Python that will
run, so the interpreter compiles its own library in Node.js, which npm brings; otherwise each opening of the page would
compile some five hundred modules.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from xlsreport.errors import EngineError
from xlsreport.messages import Messages
from xlsreport.offline.browser_engine.engine_file import LIBRARIES, OWN, PYODIDE, BrowserEngine
from xlsreport.offline.browser_engine.own_package import digest_of, own_files
from xlsreport.offline.browser_engine.stored_zip import stored_zip

PYODIDE_VERSION = "314.0.7"
_PYODIDE_SHA256 = "66b7949e5a0cba2250b586d7e368bf12fb482800748d182c4618254b685ffaa0"
_PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
_LOCK = "pyodide-lock.json"
STANDARD_LIBRARY = "python_stdlib.zip"
_PYTHON = "3.14"
_PLATFORMS = ("pyemscripten_2026_0_wasm32", "manylinux2014_x86_64", "any")
"""PEP 783's platform first; wheels for Linux of what is also written in Python, where no other is offered."""
UNUSED_MODULES = (
    *("_pydatetime", "_pydecimal", "_pyio", "_pyrepl/", "argparse", "bdb", "concurrent/interpreters/", "configparser"),
    *("ctypes/", "curses/", "dbm/", "doctest", "ftplib", "http/", "imaplib", "mailbox", "modulefinder"),
    *("multiprocessing/", "optparse", "pdb", "pickletools", "plistlib", "poplib", "pstats", "pydoc", "smtplib"),
    *("sqlite3/", "statistics", "trace.", "unittest/", "wsgiref/", "xml/dom/", "xml/sax/", "xmlrpc/"),
)
"""Of the standard library, what nothing imports that runs in the page, unless C code is missing that is there."""
_UNUSED_IN_LIBRARIES = ("build/", "src/", "pydantic/v1/", "pydantic/mypy", "jinja2/ext", "example/")
"""Of the libraries, what nothing imports that runs in the page."""
_NATIVE_CODE = ".cpython-314-x86_64-linux-gnu.so"


def prepare_engine(messages: Messages) -> BrowserEngine:
    """Fetch, check and compile all parts.

    Raises:
        EngineError: npm, Node.js or pip is missing or fails, or a file has another digest.
    """
    with TemporaryDirectory() as folder:
        work = Path(folder)
        pyodide = _pyodide(work, messages)
        own = own_files()
        _write(work / "compiled" / "library", _standard_library(pyodide))
        _write(work / "compiled" / "libraries", dict(_libraries(work, messages)))
        _write(work / "compiled" / "own", {name: data for name, data in own.items() if name.endswith(".py")})
        version = _compile(pyodide, work / "compiled", messages)
        parts = {f"{PYODIDE}{name}": (pyodide / name).read_bytes() for name in _PYODIDE_FILES}
        parts[f"{PYODIDE}{_LOCK}"] = _without_packages((pyodide / _LOCK).read_bytes())
        parts[f"{PYODIDE}{STANDARD_LIBRARY}"] = stored_zip(_below(work / "compiled" / "library"))
        parts |= {f"{LIBRARIES}{name}": data for name, data in _below(work / "compiled" / "libraries").items()}
        parts |= {f"{OWN}{name}": data for name, data in _below(work / "compiled" / "own").items()}
    return BrowserEngine({"pyodide": PYODIDE_VERSION, "python": version, "own": digest_of(own)}, parts)


def _pyodide(work: Path, messages: Messages) -> Path:
    """The folder of the interpreter's npm package."""
    _run([_program("npm", messages), "pack", f"pyodide@{PYODIDE_VERSION}", "--silent"], work, messages)
    archive = work / f"pyodide-{PYODIDE_VERSION}.tgz"
    data = archive.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != _PYODIDE_SHA256:
        raise EngineError(messages("offline.other_digest", file=archive.name, found=found, expected=_PYODIDE_SHA256))
    with tarfile.open(fileobj=io.BytesIO(data)) as package:
        package.extractall(work, filter="data")
    return work / "package"


def _libraries(work: Path, messages: Messages) -> Iterator[tuple[str, bytes]]:
    """The libraries' files; of those for other machines what is written in Python."""
    target = work / "wheels"
    with as_file(files(__package__).joinpath("requirements.txt")) as requirements:
        platforms = [f"--platform={platform}" for platform in _PLATFORMS]
        options = ["--no-deps", "--require-hashes", "--only-binary=:all:", f"--python-version={_PYTHON}", *platforms]
        pip = [_python(messages), "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
        _run([*pip, *options, f"--dest={target}", f"--requirement={requirements}"], work, messages)
    for wheel in sorted(target.glob("*.whl")):
        with ZipFile(wheel) as package:
            for name in package.namelist():
                if _is_used(name):
                    yield name, package.read(name)


def _is_used(name: str) -> bool:
    """Whether a file of a wheel runs in the page; licences go with what they are for."""
    if ".dist-info/" in name:
        return "LICEN" in name.upper() and not name.endswith("/")
    return not name.startswith(_UNUSED_IN_LIBRARIES) and not name.endswith((_NATIVE_CODE, "/"))


def _standard_library(pyodide: Path) -> Mapping[str, bytes]:
    with ZipFile(pyodide / STANDARD_LIBRARY) as package:
        names = [name for name in package.namelist() if not name.endswith("/") and not name.startswith(UNUSED_MODULES)]
        return {name: package.read(name) for name in names}


def _compile(pyodide: Path, folder: Path, messages: Messages) -> str:
    """Compile all files below a folder in their places; gives the version of the Python that did."""
    with as_file(files(__package__).joinpath("compile.mjs")) as script:
        return _run([_program("node", messages), str(script), str(pyodide), str(folder)], folder, messages).strip()


def _without_packages(lock: bytes) -> bytes:
    """What the interpreter wants to know of itself, without the packages that it could fetch."""
    return json.dumps({"info": json.loads(lock)["info"], "packages": {}}).encode()


def _python(messages: Messages) -> str:
    """The Python that has pip; the one program is none, so there it is the system's."""
    if getattr(sys, "frozen", False):
        return _program("python" if sys.platform == "win32" else "python3", messages)
    return sys.executable


def _program(name: str, messages: Messages) -> str:
    found = shutil.which(name)
    if found is None:
        raise EngineError(messages("offline.no_program", program=name))
    return found


def _run(command: Sequence[str], folder: Path, messages: Messages) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", errors="replace")
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        shown = " ".join(command[:4])
        raise EngineError(
            messages("offline.failed_program", command=shown, reason=said[-1] if said else done.returncode)
        )
    return done.stdout


def _write(folder: Path, contents: Mapping[str, bytes]) -> None:
    for name, data in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _below(folder: Path) -> Mapping[str, bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
