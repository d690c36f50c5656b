"""Writes what lies in a bundle beside the wheels: the scripts, the readme, digests, and the zip of it all."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tarfile
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from target_system import TargetSystem
from wheel_collection import BundleError, version_of, wheels_in

CARRIED = Path(__file__).parent / "carried"
WHEELS, DIGESTS, ENGINE, PYTHON = "wheels", "SHA256SUMS", "xlsreport-browser-engine.zip", "python"
_FOR_WINDOWS, _FOR_LINUX = ("install.bat", "xlsreport.bat"), ("install.sh",)
_FOR_ALL = ("install.py", "README.txt")
_GLIBC = re.compile(r"manylinux_2_(\d+)_")
_SITE_PACKAGES = "Lib\\site-packages"


def write_scripts(folder: Path, system: TargetSystem, python: str, version: str) -> None:
    """The installation scripts of a system, the readme, and the facts that they go by."""
    windows = system.markers["sys_platform"] == "win32"
    places = {"@PYTHON@": python, "@SYSTEM@": system.name, "@VERSION@": version}
    for name in (*(_FOR_WINDOWS if windows else _FOR_LINUX), *_FOR_ALL):
        text = (CARRIED / name).read_text(encoding="utf-8")
        for place, value in places.items():
            text = text.replace(place, value)
        # Notepad of older Windows needs the mark to take a text for UTF-8; a batch file must not have it.
        encoding = "utf-8-sig" if name.endswith(".txt") else "utf-8"
        (folder / name).write_text(text, encoding=encoding, newline="\r\n" if windows else "\n")
    facts = {"xlsreport": version, "system": system.name, "python": python}
    needed = {key: system.markers[key] for key in ("sys_platform", "platform_machine")}
    glibc = needed_glibc(folder / WHEELS)
    needed |= {"glibc": glibc} if glibc else {}
    (folder / "bundle.json").write_text(json.dumps(facts | needed, indent=2) + "\n", encoding="utf-8")


def needed_glibc(wheels: Path) -> str | None:
    """The oldest glibc with which all wheels run, by their platform tags (PEP 600); none if none needs one."""
    oldest = [_GLIBC.findall(wheel.name) for wheel in wheels.glob("*.whl")]
    needed = [min(map(int, minors)) for minors in oldest if minors]
    return f"2.{max(needed)}" if needed else None


def write_requirements(folder: Path) -> None:
    """Name, version and digest of each wheel but pip, as ``pip install --require-hashes`` takes them."""
    wheels = {name: wheel for name, wheel in wheels_in(folder / WHEELS).items() if name != "pip"}
    lines = [f"{name}=={version_of(wheel)} --hash=sha256:{digest_of(wheel)}\n" for name, wheel in wheels.items()]
    (folder / "requirements.txt").write_text("".join(lines), encoding="utf-8")


def unpack_python(archive: Path, folder: Path, system: TargetSystem, python: str) -> None:
    """Unpack a Python that runs from its folder: the embeddable one for Windows, for Linux a tar archive.

    Raises:
        BundleError: the file is no such Python of this system and version.
    """
    unpack, kind = _KINDS[system.markers["sys_platform"]]
    try:
        if unpack(archive, folder, python):
            return
    except (BadZipFile, tarfile.TarError, OSError):
        pass  # said below
    raise BundleError(f"{archive.name} is not Python {python} {kind}")


def _unpack_embeddable(archive: Path, folder: Path, python: str) -> bool:
    """Whether it could be unpacked; it looks for libraries where its path file says."""
    name = f"python{python.replace('.', '')}"
    with ZipFile(archive) as package:
        if not {"python.exe", f"{name}.dll", f"{name}._pth"} <= set(package.namelist()):
            return False
        package.extractall(folder / PYTHON)
    with (folder / PYTHON / f"{name}._pth").open("a", encoding="utf-8") as path_file:
        path_file.write(f"\n{_SITE_PACKAGES}\n")
    return True


def _unpack_portable(archive: Path, folder: Path, python: str) -> bool:
    """Whether it could be unpacked; such archives have one folder ``python``, as those of python-build-standalone."""
    with tarfile.open(archive) as package:
        if f"{PYTHON}/bin/python{python}" not in package.getnames():
            return False
        members = [member for member in package.getmembers() if member.name.startswith(f"{PYTHON}/")]
        package.extractall(folder, members, filter="data")
    return True


_KINDS = {
    "win32": (_unpack_embeddable, "as the embeddable package for 64-bit Windows"),
    "linux": (_unpack_portable, "as a tar archive with the file python/bin/python3 in it"),
}


def copy_engine(engine: Path, folder: Path) -> None:
    """Take the prepared browser engine along. Raises BundleError."""
    try:
        with ZipFile(engine) as package:
            package.getinfo("engine.json")
    except (BadZipFile, KeyError, OSError):
        raise BundleError(f"{engine.name} is no browser engine; xlsreport offline --prepare makes one") from None
    shutil.copyfile(engine, folder / ENGINE)


def write_digests(folder: Path) -> None:
    """The digests of all files, in the form that ``sha256sum -c`` takes."""
    lines = [f"{digest}  {name}\n" for name, digest in _digests(folder).items() if name != DIGESTS]
    (folder / DIGESTS).write_text("".join(lines), encoding="utf-8", newline="\n")


def digest_of(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def zip_folder(folder: Path) -> Path:
    """A zip archive beside the folder, with the folder in it; wheels, being zip archives themselves, are stored."""
    archive = folder.with_name(f"{folder.name}.zip")
    with ZipFile(archive, "w", ZIP_DEFLATED) as package:
        for name in _digests(folder):
            method = ZIP_STORED if name.endswith((".whl", ".zip")) else ZIP_DEFLATED
            package.write(folder / name, f"{folder.name}/{name}", method)
    return archive


def _digests(folder: Path) -> Mapping[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {file.relative_to(folder).as_posix(): digest_of(file) for file in files}
