"""Reads a list of agencies whose reports are audited: name, file, year and level, in columns of any order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlsreport.errors import RosterError
from xlsreport.messages import Messages
from xlsreport.tabular.list_file import ListFormat, UnreadListError, list_format, parse_list, read_list_bytes
from xlsreport.tabular.listed_sheets import ListLine
from xlsreport.tabular.plain_headings import plain_heading

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": (
        *(
            "单位名称",
            "机构名称",
            "部门名称",
            "名称",
            "单位全称",
            "单位",
            "机构",
            "部门",
            "發布單位",
            "發佈機關",
            "發布機關",
        ),
        *("发布单位", "公开单位", "行政机关", "單位名稱", "機關名稱"),
        *("agency name", "agency", "name", "organisation name", "organization name", "organisation", "organization"),
        *("body name", "body", "department", "entity", "institution", "public body"),
    ),
    "file": (
        *("文件", "文件名", "文件名称", "报告文件", "报告", "网页文件", "路径", "保存位置", "文件路径", "檔案", "檔名"),
        *("file", "file name", "filename", "report", "report file", "path", "saved as", "document"),
    ),
    "year": (
        *("年度", "年份", "报告年度", "年", "報告年度"),
        *("year", "reporting year", "report year", "fiscal year", "period"),
    ),
    "level": (
        *("级别", "层级", "类别", "单位类别", "单位级别", "类型", "單位類別", "層級"),
        *("level", "tier", "category", "kind", "type", "group"),
    ),
    "code": (
        "编号",
        "单位编号",
        "单位代码",
        "代码",
        "統一社會信用代碼",
        "统一社会信用代码",
        "code",
        "id",
        "agency code",
    ),
}
"""Headings of the columns; of two that match, the one listed first here is taken."""
_KNOWN = {plain_heading(text): (name, rank) for name, texts in _COLUMNS.items() for rank, text in enumerate(texts)}
_LINES_ABOVE = 10
"""Lines that are searched for headings."""
_MIN_HEADINGS = 2
"""A published report has single words such as 单位 in its lines; a list has several of these headings in one."""
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


@dataclass(frozen=True, slots=True)
class ListedReport:
    """A line of the list: who is to have published a report, and where that was saved.

    ``year`` is None, and the texts are empty, where the list does not say; ``line`` is its number in the list.
    """

    line: int
    name: str
    file: str = ""
    year: int | None = None
    level: str = ""


def is_list(path: Path, messages: Messages) -> bool:
    """Whether a file is a list of agencies rather than a published report: by its headings, whatever it is called."""
    try:
        return bool(_found(path, messages))
    except UnreadListError:
        return False


def read_audit_list(path: Path, messages: Messages) -> tuple[ListedReport, ...]:
    """The agencies of a list.

    Raises:
        RosterError: it cannot be read, or it has no headings or no agency.
    """
    try:
        found = _found(path, messages)
    except UnreadListError as error:
        raise RosterError([messages(f"roster.{error.key}", **error.values)]) from None
    listed = tuple(report for lines, columns in found for report in _reports(lines, columns))
    if not listed:
        raise RosterError([messages("audit.empty_list", file=path.name)])
    return listed


def _found(path: Path, messages: Messages) -> list[tuple[Sequence[ListLine], Mapping[str, int]]]:
    """The lines below the headings of each sheet that has some, and its columns."""
    data = read_list_bytes(path, messages)
    form: ListFormat = list_format(data, path, messages)
    sheets = parse_list(data, form, path, "", messages, _heading_cells).sheets
    found = []
    for sheet in sheets:
        headings = _headings(sheet.lines)
        if sheet.visible and headings is not None:
            found.append((sheet.lines[headings[0] + 1 :], headings[1]))
    return found


def _heading_cells(lines: Sequence[ListLine]) -> list[str] | None:
    found = _headings(lines)
    return None if found is None else [cell for cell in lines[found[0]].cells if plain_heading(cell) in _KNOWN]


def _headings(lines: Sequence[ListLine]) -> tuple[int, Mapping[str, int]] | None:
    """The line of the headings and the column of each, where there are enough of them; one for names must be there."""
    for index, line in enumerate(lines[:_LINES_ABOVE]):
        ranked: dict[str, tuple[int, int]] = {}
        for position, cell in enumerate(line.cells):
            name, rank = _KNOWN.get(plain_heading(cell), ("", 0))
            if name and (name not in ranked or rank < ranked[name][0]):
                ranked[name] = rank, position
        if "name" in ranked and len(ranked) >= _MIN_HEADINGS:
            return index, {name: position for name, (_, position) in ranked.items()}
    return None


def _reports(lines: Sequence[ListLine], columns: Mapping[str, int]) -> Iterator[ListedReport]:
    for line in lines:
        said = {name: line.cell(position).strip() for name, position in columns.items()}
        if said["name"]:
            year = _YEAR.search(said.get("year", ""))
            yield ListedReport(
                line=line.number,
                name=said["name"],
                file=said.get("file", ""),
                year=int(year[0]) if year else None,
                level=said.get("level", ""),
            )
