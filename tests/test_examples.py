"""Examples in the documentation are run, so that they cannot drift from the code."""

from __future__ import annotations

import ast
import doctest
import re
from pathlib import Path
from types import ModuleType

import pytest

import xlsreport
import xlsreport.findings_page
import xlsreport.round
from support.package_source import nodes_of

ROOT = Path(__file__).parent.parent
LIBRARY = ROOT / "docs" / "reference" / "library.md"
PACKAGES = [xlsreport, xlsreport.round, xlsreport.findings_page]
"""Packages that import their public names when they are used."""


def test_the_example_in_the_package_runs() -> None:
    results = doctest.testmod(xlsreport)
    assert (results.attempted > 0, results.failed) == (True, 0)


@pytest.mark.slow
def test_the_examples_of_the_library_reference_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = re.sub(r"^```.*$", "", LIBRARY.read_text(encoding="utf-8"), flags=re.MULTILINE)  # fences are no output
    example = doctest.DocTestParser().get_doctest(text, {}, "library.md", str(LIBRARY), 0)
    results = doctest.DocTestRunner().run(example)
    assert (results.attempted > 15, results.failed) == (True, 0)


@pytest.mark.parametrize("package", [xlsreport, xlsreport.round], ids=lambda package: package.__name__)
def test_the_library_reference_names_everything_public(package: ModuleType) -> None:
    text = LIBRARY.read_text(encoding="utf-8")
    names = [name for name in package.__all__ if not name.startswith("_")]
    assert [name for name in names if f"`{name}`" not in text and f"xlsreport.{name}(" not in text] == []


def test_the_library_example_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 1
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(compile(blocks[0], "README.md", "exec"), names)
    assert capsys.readouterr().out == "note '封面'!B7 封面“联系部门”没有填。请填写。\n"
    assert [path.name for path in tmp_path.iterdir()] == ["template.xlsx"]
    assert bytes(names["report"]).startswith(b"PK")  # type: ignore[call-overload]  # a name of the example


def test_the_readme_links_to_files_that_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = {target for target in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in target}
    assert targets
    assert {target for target in targets if not (ROOT / target).exists()} == set()


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.__name__)
def test_the_public_names_are_those_that_can_be_imported(package: ModuleType) -> None:
    for name in package.__all__:
        assert getattr(package, name) is not None
    assert dir(package) == sorted(package.__all__)
    with pytest.raises(AttributeError, match="no attribute 'unknown'"):
        package.unknown  # noqa: B018  # asking for it is what fails


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.__name__)
def test_type_checkers_see_the_public_names(package: ModuleType) -> None:
    (seen,) = (node for node in nodes_of(Path(str(package.__file__))) if isinstance(node, ast.If))
    imports = [(node.module, one.name, one.asname) for node in seen.body for one in node.names]  # type: ignore[attr-defined]
    public = [(f"{package.__name__}.{module}", names) for module, names in package._HOMES.items()]
    assert sorted(imports) == sorted((module, name, name) for module, names in public for name in names.split())
