"""The offline bundle without its building and installation, which ``nox -s test-bundle`` tries as a whole."""

from __future__ import annotations

import json
import platform
import sys
import tarfile
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

from build_bundle import ROOT
from bundle_folder import (
    CARRIED,
    copy_engine,
    needed_glibc,
    unpack_python,
    write_digests,
    write_requirements,
    write_scripts,
    zip_folder,
)
from carried.install import InstallationError, demand_system, verify
from target_system import PYTHONS, SYSTEMS
from wheel_collection import BundleError, requirements_of

LINUX, WINDOWS = SYSTEMS["manylinux_x86_64"], SYSTEMS["win_amd64"]


def wheel_in(folder: Path, name: str, *requirements: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    wheel = folder / f"{name}-1.0-py3-none-any.whl"
    head = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
    metadata = head + "".join(f"Requires-Dist: {text}\n" for text in requirements)
    with ZipFile(wheel, "w") as package:
        package.writestr(
            f"{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{metadata}"
        )
    return wheel


def bundle_in(folder: Path) -> Path:
    wheel_in(folder / "wheels", "report")
    wheel_in(folder / "wheels", "pip")
    write_scripts(folder, LINUX, "3.12", "1.2")
    write_requirements(folder)
    write_digests(folder)
    return folder


def test_requirements_are_those_of_the_target_and_not_of_this_computer(tmp_path: Path) -> None:
    needed = ('colour; platform_system=="Windows"', 'old; python_version<"3.12"', "always>=2", 'more; extra=="all"')
    wheel = wheel_in(tmp_path, "report", *needed)

    def names(system: str, python: str, *extras: str) -> list[str]:
        environment = SYSTEMS[system].environment(python)
        return [str(found) for found in requirements_of(wheel, frozenset(extras), environment)]

    assert names("win_amd64", "3.12") == ["colour", "always>=2"]
    assert names("manylinux_aarch64", "3.11", "all") == ["old", "always>=2", "more"]


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_nothing_that_xlsreport_needs_is_left_out_on_a_system(system: str, python: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"Programming Language :: Python :: {python}" in project["classifiers"]
    for text in project["dependencies"]:
        marker = Requirement(text).marker
        assert marker is None or marker.evaluate(dict(SYSTEMS[system].environment(python))), text


def test_scripts_of_windows_have_its_line_ends_and_no_character_beyond_ascii(tmp_path: Path) -> None:
    write_scripts(tmp_path, WINDOWS, "3.13", "1.2")
    assert {path.name for path in tmp_path.iterdir()} == {
        *("install.bat", "xlsreport.bat", "install.py", "README.txt", "bundle.json")
    }
    for name in ("install.bat", "xlsreport.bat"):
        script = (tmp_path / name).read_bytes()
        assert script.isascii()
        assert script.count(b"\r\n") == script.count(b"\n") > 2
    assert b"py -3.13 -c" in (tmp_path / "install.bat").read_bytes()


def test_scripts_of_linux_have_no_carriage_return(tmp_path: Path) -> None:
    write_scripts(tmp_path, LINUX, "3.11", "1.2")
    script = (tmp_path / "install.sh").read_bytes()
    assert script.startswith(b"#!/bin/sh\n")
    assert b"python3.11 python3 " in script
    assert b"\r" not in script
    assert json.loads((tmp_path / "bundle.json").read_text()) == {
        "xlsreport": "1.2",
        "system": "manylinux_x86_64",
        "python": "3.11",
        "sys_platform": "linux",
        "platform_machine": "x86_64",
    }


def test_the_readme_is_filled_in_and_has_both_languages(tmp_path: Path) -> None:
    write_scripts(tmp_path, WINDOWS, "3.12", "1.2")
    readme = (tmp_path / "README.txt").read_bytes().decode("utf-8-sig")
    assert "xlsreport 1.2（win_amd64，Python 3.12）" in readme
    assert "xlsreport 1.2 (win_amd64, Python 3.12)" in readme
    assert "@" not in readme
    assert all("://" not in path.read_text(encoding="utf-8") for path in CARRIED.iterdir() if path.is_file())


def test_a_bundle_as_it_was_made_is_verified(tmp_path: Path) -> None:
    verified = verify(bundle_in(tmp_path))
    listed = {line.split("  ")[1] for line in (tmp_path / "SHA256SUMS").read_text().splitlines()}
    assert listed >= {"install.py", "install.sh", "requirements.txt", "wheels/pip-1.0-py3-none-any.whl"}
    assert "SHA256SUMS" not in listed
    assert set(verified) == listed


def test_a_damaged_and_a_missing_file_are_named(tmp_path: Path) -> None:
    wheel = bundle_in(tmp_path) / "wheels" / "report-1.0-py3-none-any.whl"
    wheel.write_bytes(wheel.read_bytes()[:-1] + b"?")
    with pytest.raises(InstallationError, match=r"文件 wheels/report-1\.0-py3-none-any\.whl 已损坏.*\n.*is damaged"):
        verify(tmp_path)
    wheel.unlink()
    with pytest.raises(InstallationError, match=r"缺少文件 wheels/report.*\n.*is missing"):
        verify(tmp_path)


def test_requirements_have_digests_and_leave_out_pip(tmp_path: Path) -> None:
    bundle_in(tmp_path)
    [line] = (tmp_path / "requirements.txt").read_text().splitlines()
    name, digest = line.split(" --hash=sha256:")
    assert name == "report==1.0"
    assert f"{digest}  wheels/report-1.0-py3-none-any.whl" in (tmp_path / "SHA256SUMS").read_text().splitlines()


def test_another_python_or_system_is_refused() -> None:
    python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    here = {"sys_platform": sys.platform, "platform_machine": platform.machine(), "python": python}
    demand_system(here)
    with pytest.raises(InstallationError, match=r"Python 2\.7"):
        demand_system(here | {"python": "2.7"})
    with pytest.raises(InstallationError, match=r"glibc 9\.9"):
        demand_system(here | {"glibc": "9.9"})
    with pytest.raises(InstallationError, match="sparc64"):
        demand_system(here | {"platform_machine": "sparc64"})


def test_an_embeddable_python_finds_what_is_installed_beside_it(tmp_path: Path) -> None:
    archive = tmp_path / "embed.zip"
    with ZipFile(archive, "w") as package:
        for name in ("python.exe", "python312.dll"):
            package.writestr(name, b"")
        package.writestr("python312._pth", "python312.zip\n.\n")
    unpack_python(archive, tmp_path / "bundle", WINDOWS, "3.12")
    path_file = tmp_path / "bundle" / "python" / "python312._pth"
    assert path_file.read_text().split() == ["python312.zip", ".", "Lib\\site-packages"]
    with pytest.raises(BundleError, match=r"embed\.zip is not Python 3\.13"):
        unpack_python(archive, tmp_path / "bundle", WINDOWS, "3.13")


def test_a_portable_python_for_linux_is_unpacked_and_comes_before_that_of_the_system(tmp_path: Path) -> None:
    archive = tmp_path / "portable.tar.gz"
    program = wheel_in(tmp_path, "program")
    with tarfile.open(archive, "w:gz") as package:
        package.add(program, "python/bin/python3.12")
    unpack_python(archive, tmp_path / "bundle", LINUX, "3.12")
    assert (tmp_path / "bundle" / "python" / "bin" / "python3.12").is_file()
    for wrong in ("3.13", "3.1"):
        with pytest.raises(BundleError, match=r"portable\.tar\.gz is not Python 3\.\d+ as a tar archive"):
            unpack_python(archive, tmp_path / "bundle", LINUX, wrong)
    write_scripts(tmp_path, LINUX, "3.12", "1.2")
    assert '"$here/python/bin/python3.12" python3.12 python3' in (tmp_path / "install.sh").read_text(encoding="utf-8")


def test_the_glibc_that_is_needed_is_the_newest_that_a_wheel_cannot_do_without(tmp_path: Path) -> None:
    for tags in (
        "py3-none-any",
        "cp312-abi3-manylinux_2_17_x86_64.manylinux_2_28_x86_64",
        "cp312-cp312-manylinux_2_27_x86_64",
    ):
        (tmp_path / f"some{len(tags)}-1.0-{tags}.whl").touch()
    assert needed_glibc(tmp_path) == "2.27"
    assert needed_glibc(tmp_path / "none") is None


def test_what_is_no_browser_engine_is_refused(tmp_path: Path) -> None:
    wheel = wheel_in(tmp_path, "report")
    with pytest.raises(BundleError, match="is no browser engine"):
        copy_engine(wheel, tmp_path)


def test_the_zip_has_the_folder_in_it(tmp_path: Path) -> None:
    folder = bundle_in(tmp_path / "bundle-1.2")
    with ZipFile(zip_folder(folder)) as package:
        assert {"bundle-1.2/install.sh", "bundle-1.2/SHA256SUMS"} <= set(package.namelist())
