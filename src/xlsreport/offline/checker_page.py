"""Builds the checker: one web page with Python for browsers, the libraries, this package, and what it is to check.

The page holds its parts as one gzip stream in base 85: a header with the names and lengths of the parts, then the parts
one behind the other. Python files lie in archives that are not compressed themselves, so that all is compressed
together; browsers decompress it themselves. A content security policy forbids the page every connection.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib.resources import files

from xlsreport.document.html.jinja_environment import page_environment
from xlsreport.findings_page.web_page import stylesheet
from xlsreport.messages import messages_for
from xlsreport.offline.browser_engine.engine_file import LIBRARIES, OWN, PYODIDE, BrowserEngine
from xlsreport.offline.browser_engine.own_package import digest_of, own_files
from xlsreport.offline.browser_engine.stored_zip import stored_zip
from xlsreport.offline.checker_settings import CheckerSettings

_COMPRESSION = 7
"""Of gzip: the best, 9, takes more than twice as long for a page that is one part in two hundred smaller."""
_NO_TAGS = bytes.maketrans(b"<", b"/")
_LOCALE_DATA = "babel/locale-data/"
_LOCALES = {"root", "en", "zh", "zh_Hans", "zh_Hans_CN"}
"""Locale data that every page has; further languages come with the definition that is translated into them."""
_SCRIPT_WORDS = (
    "check", "checking", "waiting", "failed", "not_made", "clean", "warnings", "errors", "rejected", "report",
    "save_page", "save_word", "save_findings", "step_unpack", "step_start", "step_load", "ready", "not_started",
    "list_name", "column_file", "column_agency", "column_period", "column_verdict", "column_errors",
    "column_warnings", "column_notes", "column_office", "too_large",
)  # fmt: skip


def checker_page(engine: BrowserEngine, settings: CheckerSettings, languages: Iterable[str] = ()) -> bytes:
    """The page as bytes; the same arguments give the same page.

    Args:
        engine: a prepared engine.
        settings: what is to be checked.
        languages: of the definition and its translations, for dates and numbers.
    """
    messages = messages_for(settings.language)
    scripts = {name: _page_file(f"{name}.js") for name in ("support", "checker", "worker")}
    html = (
        page_environment(__package__)
        .get_template("page/checker.html.jinja")
        .render(
            language=settings.language,
            words={name: messages(f"offline.page.{name}") for name in _TEMPLATE_WORDS},
            round=settings.round,
            style=stylesheet() + _page_file("checker.css"),
            support=scripts["support"],
            script=scripts["checker"],
            worker=scripts["worker"],
            script_digests=[_csp_digest(scripts[name]) for name in ("support", "checker")],
            data=_script_json({"words": {name: messages.texts[f"offline.page.{name}"] for name in _SCRIPT_WORDS}}),
            engine=_as_text(_packed(_parts(engine, settings, languages))),
        )
    )
    return html.encode()


_TEMPLATE_WORDS = (
    "title", "lead", "private", "drop", "choose", "no_script", "too_old", "results", "save_list", "print", "progress",
    "deadline", "limits", "close", "report",
)  # fmt: skip


def _parts(engine: BrowserEngine, settings: CheckerSettings, languages: Iterable[str]) -> Mapping[str, bytes]:
    pyodide = engine.below(PYODIDE)
    locales = _LOCALES | {name.replace("-", "_") for name in languages} | {name.split("-")[0] for name in languages}
    site = {
        name: data
        for name, data in engine.below(LIBRARIES).items()
        if not name.startswith(_LOCALE_DATA) or name.removeprefix(_LOCALE_DATA).removesuffix(".dat") in locales
    }
    return {
        "settings.json": settings.to_json().encode(),
        **pyodide,
        "packages.zip": stored_zip({**site, **_own(engine)}),
    }


def _own(engine: BrowserEngine) -> Mapping[str, bytes]:
    """This package's files; compiled ones where the engine has them of the very same sources."""
    own = own_files()
    compiled = engine.below(OWN) if engine.facts.get("own") == digest_of(own) else {}
    return {
        (f"{name}c" if f"{name}c" in compiled else name): compiled.get(f"{name}c", data) for name, data in own.items()
    }


def _page_file(name: str) -> str:
    return files(__package__).joinpath("page", name).read_text("utf-8")


def _packed(parts: Mapping[str, bytes]) -> bytes:
    header = json.dumps([[name, len(data)] for name, data in parts.items()]).encode()
    return gzip.compress(len(header).to_bytes(4, "little") + header + b"".join(parts.values()), _COMPRESSION, mtime=0)


def _as_text(data: bytes) -> str:
    """Bytes, behind their number, to base 85, which is shorter than base 64; without "<", which begins markup."""
    return base64.b85encode(len(data).to_bytes(4) + data, pad=True).translate(_NO_TAGS).decode()


def _script_json(value: object) -> str:
    """JSON that may stand in an element for scripts."""
    return json.dumps(value, ensure_ascii=True).replace("<", "\\u003c")


def _csp_digest(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
