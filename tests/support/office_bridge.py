"""The way to a running LibreOffice, for scripts of the Python that LibreOffice's bridge is installed for."""

from __future__ import annotations

import time
from typing import Any

import uno  # type: ignore[import-not-found]  # comes with LibreOffice
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]

PATIENCE = 120
"""Seconds that LibreOffice may take to start, or to end, on a busy machine."""


def connected(pipe: str) -> Any:
    """The desktop of the LibreOffice that listens, or soon will, on a pipe."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + PATIENCE
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def property_of(name: str, value: Any) -> Any:
    """A named value, as LibreOffice takes its options."""
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made
