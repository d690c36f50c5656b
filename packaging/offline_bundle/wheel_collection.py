"""Collects the wheels that a package needs on another system than the one that this runs on.

``pip download --platform`` chooses wheels for another system, but judges environment markers by the Python that it
runs in: fetched by Python 3.14 for 3.12, it would leave out backports.zstd, which py7zr needs before 3.14. So pip only
fetches here, and what each wheel requires is read from the wheel and judged for the target.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Container, Iterator, Mapping, Sequence
from email.parser import BytesParser
from pathlib import Path
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name, parse_wheel_filename
from packaging.version import Version

from target_system import TargetSystem

_NO_NETWORK = "Retrying"
"""What pip says where it cannot connect; its last sentence is then that nothing fits."""


class BundleError(Exception):
    """A bundle cannot be made; the message is one sentence."""


def collect_wheels(own: Path, extras: Sequence[str], system: TargetSystem, python: str, constraints: Path) -> None:
    """Fetch what the wheel ``own`` needs into its folder, beside it.

    Raises:
        BundleError: something has no wheel for the system, or pip cannot fetch it.
    """
    download = _pip_download(own.parent, system, python, constraints)
    environment = system.environment(python)
    asked: set[tuple[str, frozenset[str]]] = set()
    level = [Requirement("pip"), *requirements_of(own, frozenset(extras), environment)]
    while level:
        _fetch(download, _joined(level, wheels_in(own.parent)), system, python)
        wheels = wheels_in(own.parent)
        new = {(canonicalize_name(needed.name), frozenset(needed.extras)) for needed in level} - asked
        asked |= new
        level = [needed for name, chosen in new for needed in requirements_of(wheels[name], chosen, environment)]
    _demand_agreement(own, extras, environment)


def requirements_of(wheel: Path, extras: frozenset[str], environment: Mapping[str, str]) -> Iterator[Requirement]:
    """What a wheel needs in an environment, with some of its extras; markers, having been judged, are left off."""
    with ZipFile(wheel) as package:
        [name] = [n for n in package.namelist() if n.count("/") == 1 and n.endswith(".dist-info/METADATA")]
        metadata = BytesParser().parsebytes(package.read(name), headersonly=True)
    for text in metadata.get_all("Requires-Dist", []):
        requirement = Requirement(text)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({**environment, "extra": extra}) for extra in ("", *extras)):
            requirement.marker = None
            yield requirement


def wheels_in(folder: Path) -> Mapping[NormalizedName, Path]:
    """The wheels of a folder by the names of what they install."""
    return {parse_wheel_filename(wheel.name)[0]: wheel for wheel in sorted(folder.glob("*.whl"))}


def version_of(wheel: Path) -> Version:
    """The version that stands in the name of a wheel."""
    return parse_wheel_filename(wheel.name)[1]


def _pip_download(folder: Path, system: TargetSystem, python: str, constraints: Path) -> Sequence[str]:
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:"]
    target = [f"--python-version={python}", *(f"--platform={platform}" for platform in system.platforms)]
    pip = [sys.executable, "-m", "pip", "download"]
    return [*pip, *options, *target, f"--constraint={constraints}", f"--dest={folder}"]


def _fetch(download: Sequence[str], requirements: Sequence[Requirement], system: TargetSystem, python: str) -> None:
    """Fetch all at once; where that fails because something has no wheel, one by one, to name all that have none."""
    if not requirements:
        return
    failure = _run([*download, *map(str, requirements)])
    if failure is None:
        return
    last = failure.strip().splitlines()[-1]
    if _NO_NETWORK in failure:
        raise BundleError("pip cannot reach the package index; look at the network and at pip's settings")
    missing = [str(requirement) for requirement in requirements if _run([*download, str(requirement)])]
    if missing:
        raise BundleError(
            f"No wheel for {system.name} and Python {python} as constraints.txt wants it: {', '.join(missing)}"
        )
    raise BundleError(f"pip cannot fetch the wheels: {last}")


def _joined(level: Sequence[Requirement], present: Container[str]) -> list[Requirement]:
    """One requirement for each name that is not there yet, with all that is asked of its version."""
    joined: dict[str, Requirement] = {}
    for needed in level:
        name = canonicalize_name(needed.name)
        if name not in present:
            earlier = joined.setdefault(name, Requirement(name))
            earlier.specifier &= needed.specifier
    return list(joined.values())


def _run(command: Sequence[str]) -> str | None:
    """What the command said where it failed."""
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace")
    return (done.stderr or done.stdout or "no reason given") if done.returncode else None


def _demand_agreement(own: Path, extras: Sequence[str], environment: Mapping[str, str]) -> None:
    """Each wheel was chosen for the first that asked for it; here it is compared with what all others ask for."""
    wheels = wheels_in(own.parent)
    for wheel in wheels.values():
        for needed in requirements_of(wheel, frozenset(extras if wheel == own else ()), environment):
            version = version_of(wheels[canonicalize_name(needed.name)])
            if not needed.specifier.contains(version, prereleases=True):
                raise BundleError(f"{wheel.name} needs {needed}, and {version} was fetched; pin it in constraints.txt")
