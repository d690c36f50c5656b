"""The systems that a bundle can be for: which wheels run there, and which requirements hold there."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
_OLDEST_GLIBC, _GLIBC = 5, 28
"""Of glibc 2.x. Kylin V10 SP1 and UOS 20 come with 2.28, and wheels for an older one run on a newer."""


@dataclass(frozen=True, slots=True)
class TargetSystem:
    """One system and processor.

    ``platforms`` are the platform tags of wheels that run there, best first. ``markers`` are the values of the
    environment markers of requirements (dependency specifiers of the Python Packaging User Guide) that depend on it.
    """

    name: str
    platforms: Sequence[str]
    markers: Mapping[str, str]

    def environment(self, python: str) -> Mapping[str, str]:
        """The values of all environment markers under CPython of a version such as ``3.12``."""
        return {
            **self.markers,
            "implementation_name": "cpython",
            "implementation_version": f"{python}.0",
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_version": "",
            "python_full_version": f"{python}.0",
            "python_version": python,
        }


def _linux(machine: str) -> TargetSystem:
    newest_first = [f"manylinux_2_{minor}_{machine}" for minor in range(_GLIBC, _OLDEST_GLIBC - 1, -1)]
    older_names = [f"manylinux2014_{machine}", f"manylinux2010_{machine}", f"manylinux1_{machine}"]
    markers = {"os_name": "posix", "platform_machine": machine, "platform_system": "Linux", "sys_platform": "linux"}
    return TargetSystem(f"manylinux_{machine}", (*newest_first, *older_names), markers)


_WINDOWS = TargetSystem(
    "win_amd64",
    ("win_amd64",),
    {"os_name": "nt", "platform_machine": "AMD64", "platform_system": "Windows", "sys_platform": "win32"},
)
SYSTEMS = {system.name: system for system in (_WINDOWS, _linux("x86_64"), _linux("aarch64"))}


def this_system() -> str | None:
    """The name of the system that this runs on; none where no bundle can be made for it."""
    here = (sys.platform, platform.machine())
    names = [n for n, s in SYSTEMS.items() if (s.markers["sys_platform"], s.markers["platform_machine"]) == here]
    return names[0] if names else None
