"""A prepared engine: one file with Python for browsers and compiled libraries, to be copied to where no network is."""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from xlsreport.definition.loading.regular_file import SAID_ALIKE, UnreadFileError, read_regular_file
from xlsreport.errors import EngineError
from xlsreport.messages import Messages

ENGINE_FORMAT = 1
"""Increased when an older xlsreport could no longer take an engine."""
ENGINE_NAME = "xlsreport-browser-engine.zip"
ENGINE_PACKAGE = "xlsreport_browser_engine"
"""The package by which it may be installed, with a file of that name in it."""
_FACTS = "engine.json"
PYODIDE, LIBRARIES, OWN = "pyodide/", "libraries/", "own/"
"""Folders within the file: the interpreter, the libraries, and this package as it was when the engine was prepared."""
_MAX_MEGABYTES = 100
_MOMENT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class BrowserEngine:
    """The parts of a prepared engine, by their names; ``facts`` are its versions."""

    facts: Mapping[str, str]
    parts: Mapping[str, bytes]

    def below(self, folder: str) -> Mapping[str, bytes]:
        """The parts of a folder, by their names within it."""
        return {name.removeprefix(folder): data for name, data in self.parts.items() if name.startswith(folder)}


def write_engine(path: Path, engine: BrowserEngine) -> None:
    """Write an engine; the same parts give the same bytes. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    with ZipFile(unfinished, "w", ZIP_DEFLATED, compresslevel=9) as package:
        facts = json.dumps({"format": ENGINE_FORMAT, **engine.facts}, indent=2).encode()
        for name, data in {_FACTS: facts, **engine.parts}.items():
            package.writestr(ZipInfo(name, _MOMENT), data, ZIP_DEFLATED)
    unfinished.replace(path)


def read_engine(path: Path, messages: Messages) -> BrowserEngine:
    """A prepared engine.

    Raises:
        EngineError: the file is not there, is none, or is of another format.
    """
    try:
        with ZipFile(io.BytesIO(read_regular_file(path, _MAX_MEGABYTES))) as package:
            facts = json.loads(package.read(_FACTS))
            parts = {name: package.read(name) for name in package.namelist() if name != _FACTS}
    except UnreadFileError as error:
        key = SAID_ALIKE.get(error.key, f"offline.{'no_engine' if error.key == 'no_file' else 'unread_engine'}")
        raise EngineError(messages(key, file=path)) from None
    except (BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError, zlib.error):
        raise EngineError(messages("offline.unread_engine", file=path)) from None
    if not isinstance(facts, dict) or facts.pop("format", None) != ENGINE_FORMAT:
        raise EngineError(messages("offline.other_engine", file=path))
    return BrowserEngine(facts, parts)
