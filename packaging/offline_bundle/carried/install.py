"""Installs xlsreport from the folder that this file lies in; needs no network.

Run by install.sh or install.bat with a Python that fits. Nothing but the standard library is there yet.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
PROGRAM = FOLDER / ("xlsreport.bat" if os.name == "nt" else ".venv/bin/xlsreport")


class InstallationError(Exception):
    """Nothing is installed; the message says in Chinese and English why, and what to do."""


def main() -> None:
    """Verify, install, and say what to do next."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr] # a console that lacks Chinese characters
    try:
        demand_system(json.loads((FOLDER / "bundle.json").read_text(encoding="utf-8")))
        version = install(FOLDER, verify(FOLDER))
    except InstallationError as error:
        sys.exit(str(error))
    except (OSError, ValueError) as error:  # ValueError: what is to be read first is damaged
        sys.exit(
            f"读写出错：{error}。请把整个文件夹重新复制到本机磁盘上。\n"
            f"Reading or writing failed: {error}. Copy the whole folder to a disk of this computer again."
        )
    sys.stdout.write(
        f'已装好 {version}。试一试："{PROGRAM}" demo 试一试\n{version} is installed. Try: "{PROGRAM}" demo a-try\n'
    )


def demand_system(facts: dict[str, str]) -> None:
    """Raise InstallationError where this Python or computer is another than the bundle is for."""
    python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    bits = "64-bit" if sys.maxsize > 2**32 else "32-bit"
    here = f"{sys.platform} {platform.machine()} Python {python} {bits}"
    needed = f"{facts['sys_platform']} {facts['platform_machine']} Python {facts['python']} 64-bit"
    if here == needed and "glibc" in facts:
        library, version = platform.libc_ver()
        here, needed = f"{library or 'no glibc'} {version}".strip(), f"glibc {facts['glibc']}"
        if library == "glibc" and _numbers(version) >= _numbers(facts["glibc"]):
            return
    if here != needed:
        raise InstallationError(
            f"这个安装包是给 {needed} 的，这里是 {here}；请换一个合适的 Python 或安装包。\n"
            f"This bundle is for {needed}, and here is {here}; take another Python or another bundle."
        )


def verify(folder: Path) -> list[str]:
    """The files of SHA256SUMS; raises InstallationError where one is missing or is not as it was."""
    verified = []
    for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        expected, name = line.split("  ", 1)
        file = folder / name
        if not file.is_file():
            raise InstallationError(
                f"缺少文件 {name}；请重新复制安装包。\nThe file {name} is missing; copy the bundle again."
            )
        if _digest_of(file) != expected:
            raise InstallationError(
                f"文件 {name} 已损坏或被改动，没有安装；请重新复制安装包。\n"
                f"The file {name} is damaged or was changed, so nothing was installed; copy the bundle again."
            )
        verified.append(name)
    return verified


def install(folder: Path, verified: list[str]) -> str:
    """Install what requirements.txt names, by the bundle's pip; gives name and version as the program says them."""
    python, place = _embedded(folder) or _environment(folder)
    [pip] = [folder / name for name in verified if name.startswith("wheels/pip-")]
    options = [
        "--quiet",
        "--no-warn-script-location",
        "--no-index",
        "--find-links=wheels",
        "--require-hashes",
        "--no-deps",
    ]
    _run([python, f"{pip}/pip", "install", *options, *place, "--requirement=requirements.txt"], folder)
    return _run([python, "-m", "xlsreport", "--version"], folder).strip()


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def _digest_of(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _environment(folder: Path) -> tuple[str, list[str]]:
    """A fresh virtual environment. Its pip is the bundle's: Debian's Python has none for environments."""
    import venv  # an embeddable Python has no such module

    where = folder / ".venv"
    venv.create(where, clear=True, symlinks=os.name != "nt")
    return str(where / ("Scripts/python.exe" if os.name == "nt" else "bin/python")), []


def _embedded(folder: Path) -> tuple[str, list[str]] | None:
    """The embeddable Python in the folder ``python``, which keeps libraries in its own folder."""
    python = folder / "python" / "python.exe"
    if not python.is_file():
        return None
    for path_file in python.parent.glob("python*._pth"):
        if "site-packages" not in path_file.read_text(encoding="utf-8"):
            with path_file.open("a", encoding="utf-8") as opened:
                opened.write("\nLib\\site-packages\n")
    return str(python), [f"--target={python.parent / 'Lib' / 'site-packages'}", "--upgrade"]


def _run(command: list[str], folder: Path) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
    environment = {**kept, "PIP_CONFIG_FILE": os.devnull, "PYTHONUTF8": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", errors="replace"
    )
    if done.returncode:
        reason = (done.stderr.strip() or done.stdout.strip() or str(done.returncode)).splitlines()[-1]
        raise InstallationError(f"没有装好：{reason}\nNot installed: {reason}")
    return done.stdout


if __name__ == "__main__":
    main()
