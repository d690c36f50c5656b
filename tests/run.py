"""Installs what the tests need and runs them: ``python3 tests/run.py [pytest arguments]``.

Python packages go into ``.venv`` beside this checkout, those of npm into ``tests/programs/node_modules``, Python for
browsers into ``tests/programs/engine``. LibreOffice, Chromium, npm, poppler, a Chinese font and one as wide as Times
New Roman are installed by apt where they are missing and may be installed; elsewhere a sentence says what to install.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PROGRAMS = ROOT / "tests" / "programs"
BINARIES = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
ENGINE = PROGRAMS / "engine" / "xlsreport-browser-engine.zip"
PACKAGES = {
    "soffice": ["libreoffice-calc", "libreoffice-writer"],
    "chromium": ["chromium"],
    "npm": ["npm"],
    "pdftotext": ["poppler-utils"],
    "Xvfb": ["xvfb"],
    "xclip": ["xclip"],
    "7z": ["p7zip-full"],
    "bsdtar": ["libarchive-tools"],
}
"""Programs that the tests run, and the Debian packages that hold them."""
UNO_PACKAGE = "python3-uno"
"""Lets the system's own Python drive LibreOffice."""
FONT_PACKAGE = "fonts-noto-cjk"
SERIF_PACKAGE, SERIF_FONTS = "fonts-liberation", ("Times New Roman", "Liberation Serif", "Tinos")
"""A font as wide as Times New Roman, in which letters end where they end on most computers."""


def main(arguments: list[str]) -> int:
    """Install, then run pytest with the arguments; ``--only-install`` stops before."""
    install_programs()
    python = str(BINARIES / "python")
    if not ENVIRONMENT.exists():
        venv.create(ENVIRONMENT, with_pip=True)
    constraints = str(ROOT / "constraints.txt")
    run(python, "-m", "pip", "install", "--quiet", "--constraint", constraints, "--editable", f"{ROOT}[test,dev]")
    install_javascript()
    prepare_browser_engine()
    if arguments == ["--only-install"]:
        return 0
    return subprocess.run([python, "-m", "pytest", "-n", "auto", *arguments], cwd=ROOT, check=False).returncode


def install_programs() -> None:
    """Install missing programs by apt, or say which they are."""
    missing = [package for program, packages in PACKAGES.items() if not shutil.which(program) for package in packages]
    system_python = shutil.which("python3", path="/usr/bin")
    if system_python is not None:
        has_uno = subprocess.run([system_python, "-c", "import uno"], capture_output=True, check=False).returncode == 0
        missing += [] if has_uno else [UNO_PACKAGE]
    if os.name == "posix" and shutil.which("fc-list"):
        fonts = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)
        missing += [] if fonts.stdout.strip() else [FONT_PACKAGE]
        fonts = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=False)
        missing += [] if any(font in fonts.stdout for font in SERIF_FONTS) else [SERIF_PACKAGE]
    if not missing:
        return
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        sys.exit(f"The tests need these programs; please install them and try again: {', '.join(missing)}")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run("apt-get", "update", "-qq")
    run("apt-get", "install", "-qq", "-y", "--no-install-recommends", *missing)


def prepare_browser_engine() -> None:
    """Prepare the engine of the checker, where none is or the package or the way it is made has changed since."""
    made_by = (ROOT / "src" / "xlsreport" / "offline" / "browser_engine").iterdir()
    newest = max(path.stat().st_mtime for path in made_by if path.is_file())
    if not ENGINE.is_file() or ENGINE.stat().st_mtime < newest or not is_engine_current():
        run(str(BINARIES / "xlsreport"), "offline", "--prepare", "--engine", str(ENGINE))


def is_engine_current() -> bool:
    """Whether the prepared engine holds this package, compiled, as it is now."""
    command = [str(BINARIES / "python"), str(PROGRAMS / "engine_state.py"), str(ENGINE)]
    return subprocess.run(command, check=False).returncode == 0


def install_javascript() -> None:
    """Install the packages of npm that the tests run, where one is not installed."""
    npm = shutil.which("npm")
    names = json.loads((PROGRAMS / "package.json").read_text(encoding="utf-8"))["dependencies"]
    if npm is not None and not all(Path(PROGRAMS, "node_modules", name).exists() for name in names):
        run(npm, "install", "--no-audit", "--no-fund", "--no-package-lock", folder=PROGRAMS)


def run(*command: str, folder: Path = ROOT) -> None:
    """Run a command, and stop with its exit code where it fails."""
    finished = subprocess.run(command, cwd=folder, check=False)
    if finished.returncode:
        sys.exit(finished.returncode)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
