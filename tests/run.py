"""Installs what the tests need and runs them: ``python3 tests/run.py [pytest arguments]``.

Python packages go into ``.venv`` beside this checkout. LibreOffice, a Chinese font and poppler are installed by apt
where they are missing and may be installed; elsewhere a sentence says what to install.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
BINARIES = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PACKAGES = {
    "soffice": ["libreoffice-calc", "libreoffice-writer"],
    "pdftotext": ["poppler-utils"],
}
"""Programs that the tests run, and the Debian packages that hold them."""
FONT_PACKAGE = "fonts-noto-cjk"


def main(arguments: list[str]) -> int:
    """Install, then run pytest with the arguments; ``--only-install`` stops before."""
    install_programs()
    python = str(BINARIES / "python")
    if not ENVIRONMENT.exists():
        venv.create(ENVIRONMENT, with_pip=True)
    constraints = str(ROOT / "constraints.txt")
    run(python, "-m", "pip", "install", "--quiet", "--constraint", constraints, "--editable", f"{ROOT}[test]")
    if arguments == ["--only-install"]:
        return 0
    return subprocess.run([python, "-m", "pytest", "-n", "auto", *arguments], cwd=ROOT, check=False).returncode


def install_programs() -> None:
    """Install missing programs by apt, or say which they are."""
    missing = [package for program, packages in PACKAGES.items() if not shutil.which(program) for package in packages]
    if os.name == "posix" and shutil.which("fc-list"):
        fonts = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)
        missing += [] if fonts.stdout.strip() else [FONT_PACKAGE]
    if not missing:
        return
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        sys.exit(f"The tests need these programs; please install them and try again: {', '.join(missing)}")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run("apt-get", "update", "-qq")
    run("apt-get", "install", "-qq", "-y", "--no-install-recommends", *missing)


def run(*command: str) -> None:
    """Run a command, and stop with its exit code where it fails."""
    finished = subprocess.run(command, check=False)
    if finished.returncode:
        sys.exit(finished.returncode)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
