"""What takes long to make, and no test changes: made by one of the processes of a run, for all of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from support.patience import HANG_SECONDS


def made_once(target: Path, make_all: Callable[[Path], None]) -> Path:
    """A folder that whichever test process comes first fills; the others wait for it."""
    try:
        target.mkdir()
    except FileExistsError:
        _wait_for(target)
        return target
    try:
        make_all(target)
        (target / "done").write_text("well", encoding="utf-8")
    except BaseException:
        (target / "done").write_text("badly", encoding="utf-8")
        raise
    return target


def _wait_for(folder: Path) -> None:
    end = time.monotonic() + HANG_SECONDS
    done = folder / "done"
    while not done.is_file() or not done.read_text(encoding="utf-8"):
        assert time.monotonic() < end, f"nobody made what belongs into {folder}"
        time.sleep(0.2)
    assert done.read_text(encoding="utf-8") == "well", f"another test process failed to make {folder.name}"
