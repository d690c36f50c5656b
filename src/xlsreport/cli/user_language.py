"""The language in which the command speaks to its user."""

from __future__ import annotations

import os
import sys

from xlsreport.messages import DEFAULT_LANGUAGE, LANGUAGES, Messages, help_for

_CHINESE = ("zh", "chinese")
"""How systems name the language: by a code, or on Windows by a word."""


def user_language() -> str:
    """What ``XLSREPORT_LANG`` chooses, else the system's language where it names one, else Chinese.

    ``LANG=C`` and ``POSIX`` ask for the words of the program itself, which is English by convention. ``C.UTF-8``, as
    containers have it, only names an encoding. Where no language is named, it is English if the output's encoding has
    no Chinese.
    """
    wanted = os.environ.get("XLSREPORT_LANG", "").lower().replace("_", "-")
    for language in LANGUAGES:
        if wanted and wanted.split("-")[0] == language.split("-")[0].lower():
            return language
    system = _system_language()
    if system in ("C", "POSIX"):
        return "en"
    if not system or system.split(".")[0] in ("C", "POSIX"):
        return DEFAULT_LANGUAGE if _can_show_chinese() else "en"
    return DEFAULT_LANGUAGE if system.lower().startswith(_CHINESE) else "en"


def user_help() -> Messages:
    """What the command says about itself, in the user's language."""
    return help_for(user_language())


def _system_language() -> str:
    """The system's name of its language; Python itself would take ``C.UTF-8`` for American English."""
    named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if named or os.name != "nt":
        return named
    import locale  # needed on Windows only

    return locale.getlocale()[0] or ""


def _can_show_chinese() -> bool:
    try:
        "中".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
