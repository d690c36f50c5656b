"""Tests of what an ordinary user may not do, run by whoever runs the tests."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

NOBODY = 65534

codecs.lookup("cp437")  # of names in archives: an ordinary user may not read where this Python lies


@contextmanager
def an_ordinary_user() -> Iterator[None]:
    """Whoever runs the tests may be root, who may do everything."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter, unlike those of pytest."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
