"""A format is a package: whatever the project asks of one, each has."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from support.reports import county
from xlsreport import FormatError, build_document
from xlsreport.document.format_names import FORMATS, Format
from xlsreport.document.format_protocol import OutputFormat, RenderOptions
from xlsreport.document.output_formats import (
    hindrance,
    known_format,
    output_format,
    render,
)
from xlsreport.messages import messages_for

ZH, EN = messages_for("zh-CN"), messages_for("en")
every_format = pytest.mark.parametrize("format_", FORMATS)


@every_format
def test_a_format_is_the_package_of_its_name_and_has_its_functions_in_it(format_: Format) -> None:
    package = output_format(format_)
    assert inspect.ismodule(package)
    assert package.__name__ == f"xlsreport.document.{format_}"
    for name, asked in inspect.getmembers(OutputFormat, inspect.isfunction):
        if not name.startswith("_"):
            own = inspect.signature(getattr(package, name)).parameters
            assert list(own) == list(inspect.signature(asked).parameters)[1:], name


@every_format
def test_a_format_reads_back_what_it_renders(format_: Format) -> None:
    if hindrance(format_, "zh-CN") is not None:
        pytest.skip("this computer lacks what the format needs")
    document = build_document(county())
    package = output_format(format_)
    content = package.read_back(package.render(document, RenderOptions()))
    assert "".join(document.title_lines) in content.paragraphs
    assert content.rows


@every_format
def test_a_format_is_known_by_its_suffix_in_whatever_case(format_: Format) -> None:
    assert known_format(f".{format_}", EN) == known_format(f".{format_.upper()}", EN) == format_


def test_html_has_a_short_suffix_too() -> None:
    assert known_format(".htm", EN) == "html"


@pytest.mark.parametrize("suffix", ["", ".", "docx", ".txt", ".docx ", ".xlsx"])
def test_another_suffix_is_refused_with_those_that_there_are(suffix: str) -> None:
    with pytest.raises(FormatError, match=r"Use \.docx, \.html or \.pdf\.$"):
        known_format(suffix, EN)
    with pytest.raises(FormatError, match=r"请用 \.docx、\.html 或 \.pdf。$"):
        known_format(suffix, ZH)


def test_a_program_that_asks_for_another_format_is_told_those_that_there_are() -> None:
    unchecked: Any = "rtf"
    with pytest.raises(FormatError, match=r"“\.rtf”。请用 \.docx、\.html 或 \.pdf。$"):
        render(build_document(county()), unchecked)
