"""What a checker is to know of a definition or of a round, and where its engine lies."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import click

from xlsreport.cli.round_here import definition_or_here
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import load_definition, self_contained_text
from xlsreport.definition.loading.shipped_definitions import shipped_names, shipped_path
from xlsreport.messages import LANGUAGES, Messages
from xlsreport.offline.browser_engine.engine_file import ENGINE_NAME, ENGINE_PACKAGE, read_engine
from xlsreport.offline.checker_settings import CheckerSettings, RoundSettings
from xlsreport.round.folder import Round


def default_engine_path() -> Path:
    """Where an engine lies that was prepared on this computer for this user."""
    return Path(click.get_app_dir("xlsreport")) / ENGINE_NAME


def found_engine_path() -> Path:
    """Where an engine is read from: that which was prepared, or the program's own, or that of an installed package."""
    prepared = default_engine_path()
    others = (path for path in (_carried_engine(), _installed_engine()) if path is not None and path.is_file())
    return prepared if prepared.is_file() else next(others, prepared)


def _carried_engine() -> Path | None:
    """In the one program."""
    unpacked = getattr(sys, "_MEIPASS", None)
    return None if unpacked is None else Path(unpacked, ENGINE_NAME)


def _installed_engine() -> Path | None:
    """Of the package that ``packaging/browser_engine`` builds."""
    package = find_spec(ENGINE_PACKAGE)
    return None if package is None or package.origin is None else Path(package.origin).with_name(ENGINE_NAME)


def report_settings(source: str | None, messages: Messages) -> tuple[CheckerSettings, Iterable[str]]:
    """The settings for a definition, and the languages it needs; without one, for all that ship."""
    found = definition_or_here(source)
    if found is None:
        languages = {name for one in shipped_names() for name in _languages(load_definition(one, messages))}
        return CheckerSettings(next(one for one in LANGUAGES if one == messages.language)), languages
    definition = load_definition(found, messages)
    if shipped_path(found) is not None:
        return CheckerSettings(definition.language, name=found), _languages(definition)
    return CheckerSettings(definition.language, definition=_text(found, messages)), _languages(definition)


def round_settings(round_: Round) -> tuple[CheckerSettings, Iterable[str]]:
    """The settings for a round, and the languages it needs: neither its key nor its agencies are among them."""
    text = _text(str(round_.definition_path), round_.messages)
    settings = CheckerSettings(round_.definition.language, definition=text, round=_facts(round_))
    return settings, _languages(round_.definition)


def round_checker(round_: Round, engine: str | None, messages: Messages) -> bytes:
    """The checker of a round, with the engine of a file or the one that lies in its usual place.

    Raises:
        EngineError: the engine is not there or cannot be used.
    """
    from xlsreport.offline.checker_page import checker_page  # brings the templates; most commands write no checker

    path = Path(engine) if engine else found_engine_path()
    return checker_page(read_engine(path, messages), *round_settings(round_))


def _facts(round_: Round) -> RoundSettings:
    deadline = "" if round_.deadline is None else round_.deadline.isoformat()
    return RoundSettings(round_.id, round_.year, round_.part, round_.title, round_.office, deadline)


def _text(path: str, messages: Messages) -> str:
    return self_contained_text(path, messages) or Path(path).read_text("utf-8-sig")


def _languages(definition: Definition) -> set[str]:
    return set(definition.locales)
