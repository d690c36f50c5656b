"""Runs a command, and says what it and every process that it started took: time, processor, and memory together."""

from __future__ import annotations

import ctypes
import io
import os
import resource
import subprocess
import sys
import threading
import time
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_BECOME_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER (prctl(2)): processes whose parent ends become children of this one, and are counted too."""
_EVERY = 0.1
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Cost:
    """What a run took; ``megabytes`` are the most of all its processes together, pages that they share counted once."""

    seconds: float
    processor: float
    megabytes: float
    code: int
    told: str

    @property
    def cores(self) -> float:
        """How many cores were busy on average."""
        return self.processor / self.seconds


def cost_of(command: Sequence[str], environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Cost:
    """Run a command to its end, and to that of every process that it started."""
    if sys.platform != "linux":
        sys.exit("What processes take together can be measured on Linux only.")
    ctypes.CDLL(None).prctl(_BECOME_SUBREAPER, 1, 0, 0, 0)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        env=environment,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    watch = _Watch(process.pid)
    watch.start()
    _, told = process.communicate()
    seconds = time.perf_counter() - began
    _reap(process.pid)
    watch.end()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(seconds, processor, watch.most / 1e6, process.returncode, told)


def deflating(archive: bytes) -> float:
    """The processor's seconds that it takes to deflate the parts of an archive, and nothing else."""
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        parts = [packed.read(name) for name in packed.namelist()]
    begin = time.process_time()
    for part in parts:
        packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        packer.compress(part)
        packer.flush()
    return time.process_time() - begin


def _reap(session: int) -> None:
    """Wait for the processes that outlived the one which started them, such as those that start others."""
    while processes := _processes(session):
        for process in processes:
            with suppress(ChildProcessError):  # it is not ours yet
                os.waitpid(int(process.name), os.WNOHANG)
        time.sleep(0.005)


class _Watch(threading.Thread):
    """Looks at the memory of a session's processes again and again."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.most = 0
        self._session = session
        self._done = threading.Event()

    def run(self) -> None:
        while not self._done.wait(_EVERY):
            self.most = max(self.most, sum(map(_proportional, _processes(self._session))))

    def end(self) -> None:
        """Look no more."""
        self._done.set()
        self.join()


def _processes(session: int) -> list[Path]:
    return [path for path in Path("/proc").iterdir() if path.name.isdigit() and _session_of(path) == session]


def _session_of(process: Path) -> int | None:
    try:
        return int((process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[3])
    except OSError:  # it has ended meanwhile
        return None


def _proportional(process: Path) -> int:
    """The bytes of a process, of pages that it shares with others only its part (proc(5), smaps_rollup)."""
    try:
        lines = (process / "smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
