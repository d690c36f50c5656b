"""Finds the headings of a list, in whatever language, in one row or two, below a title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from xlsreport.round.roster.heading_words import WORDS_BY_COLUMN
from xlsreport.tabular.listed_sheets import ListLine
from xlsreport.tabular.plain_headings import plain_heading

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": (
        *(
            "编号",
            "单位编号",
            "单位代码",
            "代码",
            "机构代码",
            "机构编号",
            "单位编码",
            "机构编码",
            "部门编号",
            "部门代码",
        ),
        *(
            "机关代码",
            "机关编号",
            "机关编码",
            "单位标识码",
            "单位代号",
            "预算单位编码",
            "学校代码",
            "学校标识码",
            "学校编号",
        ),
        *("编码", "组织机构代码", "统一社会信用代码", "編號", "單位編號", "代碼", "單位代碼", "機構代碼"),
        *("code", "agency code", "agency id", "agency no", "agency number", "body code", "department code", "org code"),
        *("organisation code", "organization code", "entity code", "unit code", "institution code", "id"),
    ),
    "name": (
        *("单位名称", "机构名称", "部门名称", "名称", "单位全称", "全称", "单位", "机构", "部门"),
        *("机关名称", "行政机关名称", "行政机关", "机关", "填报单位名称", "填报单位", "报送单位名称", "报送单位"),
        *("公开主体", "主体名称", "预算单位名称", "预算单位", "学校名称", "学校", "乡镇名称", "街道名称"),
        *("單位名稱", "機構名稱", "部門名稱", "名稱", "單位", "機構", "部門"),
        *("agency name", "name of agency", "name", "organisation name", "organization name", "body name", "agency"),
        *("department name", "institution name", "entity name", "organisation", "organization", "institution", "body"),
        *("public body", "department", "entity", "unit"),
    ),
    "kind": (
        *(
            "类别",
            "类型",
            "单位类别",
            "单位类型",
            "机构类别",
            "机构类型",
            "单位性质",
            "性质",
            "類別",
            "類型",
            "單位類別",
        ),
        *("kind", "type", "category", "agency type", "agency kind", "type of agency", "kind of agency"),
    ),
    "parent": (
        *("上级", "上级编号", "上级代码", "上级单位编号", "上级单位代码", "上级单位", "上级名称", "上级单位名称"),
        *("上级机构", "上级部门", "主管单位", "主管部门", "隶属单位", "隶属", "所属单位"),
        *("上级主管部门", "上级主管单位", "上级机关", "主管机关", "业务主管部门", "所属部门", "归口管理部门"),
        *("上級", "上級編號", "上級單位", "上級機關", "主管機關", "parent", "parent code", "parent id"),
        *("parent agency", "parent name", "parent agency code", "parent agency name", "parent body", "reports to"),
        *("parent organisation", "parent organization", "parent department", "parent ministry"),
    ),
    "contact": (
        *("联系方式", "联系人", "电话", "联系电话", "手机", "手机号", "手机号码", "联系人电话", "办公电话", "邮箱"),
        *(
            "联络员",
            "联络员姓名",
            "联络员手机",
            "联络员电话",
            "联络人",
            "联系人手机",
            "联络方式",
            "联系信息",
            "联络信息",
            "经办人",
            "经办人电话",
        ),
        *("联系人及电话", "联系人及联系电话", "联系人及联系方式", "联系人和电话", "移动电话", "座机", "固定电话"),
        *("电子邮箱", "联系人姓名", "聯繫方式", "聯絡方式", "聯絡人", "聯繫人", "電話", "聯絡電話", "電郵"),
        *("contact", "contact person", "contact name", "contact details", "contact email", "contact phone", "e-mail"),
        *("e-mail address", "phone", "phone number", "telephone", "tel", "mobile"),
        *("contact information", "liaison", "liaison officer"),
    ),
}
"""Synonyms of each column's heading; of two columns that match, the one listed first here is taken."""
READ_COLUMNS: Mapping[str, tuple[str, ...]] = {
    **COLUMNS,
    "language": (
        *(
            "语言",
            "语种",
            "工作簿语言",
            "語言",
            "語種",
            "language",
            "lang",
            "language of workbook",
            "workbook language",
        ),
        *("preferred language", "report language", "language of report", "langue", "iaith", "sprache", "idioma"),
    ),
    "predecessors": (
        *("并入单位", "并入的单位", "并入机构", "并入部门", "合并单位", "合并的单位", "被合并单位", "合并前单位"),
        *("上年单位", "上年单位名称", "上年名称", "併入單位", "併入機構", "合併單位", "上年單位", "上年單位名稱"),
        *("predecessors", "predecessor", "merged agencies", "merged bodies", "merged from", "formed from"),
        *("agencies last year", "name last year", "last year's name"),
    ),
}
"""With those that few lists have and no list that we write: an agency's language, and whom it took over."""
REQUIRED = ("code", "name")

_MAX_LINES_ABOVE = 10
"""Lines that are searched for headings: above them is a title and a date, seldom more."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list: its position from 0, and its heading as the office wrote it."""

    position: int
    heading: str


@dataclass(frozen=True, slots=True)
class ListHeadings:
    """The headings of a list: their first line and number of lines, the columns by name, and the unused columns.

    Only contacts may have several columns.
    """

    index: int
    height: int
    columns: Mapping[str, tuple[ListColumn, ...]]
    unused: tuple[ListColumn, ...]

    def beside(self) -> tuple[ListColumn, ListColumn] | None:
        """The columns of code and name of a second list to the right of the first; None if there is none."""
        first = [self.columns[name][0] for name in REQUIRED]
        end = max(column.position for column in first)
        again = [
            next((c for c in self.unused if c.position > end and c.heading == column.heading), None) for column in first
        ]
        return (again[0], again[1]) if again[0] is not None and again[1] is not None else None

    @property
    def all_columns(self) -> tuple[ListColumn, ...]:
        """Every column that has a heading."""
        return (*(column for columns in self.columns.values() for column in columns), *self.unused)

    def position(self, name: str) -> int | None:
        """The position of a column that occurs once; None if it is missing."""
        columns = self.columns.get(name)
        return columns[0].position if columns else None


_KNOWN = {
    plain_heading(text): (name, rank)
    for name, texts in READ_COLUMNS.items()
    for rank, text in reversed([*enumerate((*texts, *WORDS_BY_COLUMN.get(name, ())))])
}


def named_by(heading: str) -> str | None:
    """The column of a list that a heading, as it is compared, names; None where it is none of those that are known."""
    return _KNOWN[heading][0] if heading in _KNOWN else None


def is_heading(text: str) -> bool:
    """Whether a text is a known heading."""
    return plain_heading(text) in _KNOWN


def find_headings(lines: Sequence[ListLine]) -> ListHeadings | None:
    """The headings among the first non-blank lines; None if the required ones are missing."""
    filled = [index for index, line in enumerate(lines) if line.text][:_MAX_LINES_ABOVE]
    for index in filled:
        if not any(map(is_heading, lines[index].cells)):
            continue
        for height in (2, 1):
            found = _headings(lines, index, height)
            if found is not None:
                return replace(found, height=height + _reached(lines[index + height :], found))
    return None


def _reached(below: Sequence[ListLine], headings: ListHeadings) -> int:
    """How many lines more the headings reach down by a merged cell, beside remarks such as “(in full)”."""
    columns = [headings.position(name) for name in REQUIRED]
    return sum(1 for _ in takewhile(lambda line: not line.from_above.isdisjoint(columns), below))


def heading_cells(lines: Sequence[ListLine]) -> list[str] | None:
    """The known headings among the first lines; None if the required ones are missing."""
    found = find_headings(lines)
    if found is None:
        return None
    above = lines[found.index : found.index + found.height]
    return [cell for line in above for cell in line.cells if is_heading(cell)]


def nearly_headings(lines: Sequence[ListLine]) -> tuple[ListLine, tuple[str, ...]] | None:
    """The first line with some known headings, and the required ones that it lacks."""
    for line in [line for line in lines if line.text][:_MAX_LINES_ABOVE]:
        found = {_KNOWN[text][0] for text in map(plain_heading, line.cells) if text in _KNOWN}
        missing = tuple(name for name in REQUIRED if name not in found)
        if found and missing:
            return line, missing
    return None


def _headings(lines: Sequence[ListLine], index: int, height: int) -> ListHeadings | None:
    upper = lines[index]
    if height == 1:
        labels = {column: [cell] for column, cell in enumerate(upper.cells)}
    elif index + 1 < len(lines) and _continues(lines[index + 1]):
        labels = _two_rows(upper, lines[index + 1])
    else:
        return None
    named, unused = _named(labels)
    return ListHeadings(index, height, named, unused) if all(name in named for name in REQUIRED) else None


def _continues(lower: ListLine) -> bool:
    """Whether a line continues the headings of the line above; a number is no heading, but the code of an agency."""
    own = [cell for column, cell in enumerate(lower.cells) if column not in lower.from_above and cell.strip()]
    if not own or any(cell.strip().isdecimal() for cell in own):
        return False
    return any(map(is_heading, own)) and sum(map(is_heading, own)) * 2 >= len(own)


def _two_rows(upper: ListLine, lower: ListLine) -> dict[int, list[str]]:
    """The possible headings of each column, where one heading spans several columns of the second row."""
    labels: dict[int, list[str]] = {}
    wide = ""
    for column in range(max(len(upper.cells), len(lower.cells))):
        own = "" if column in lower.from_above else lower.cell(column).strip()
        wide = upper.cell(column).strip() or (wide if own else "")
        above = _KNOWN.get(plain_heading(wide), ("", 0))[0]
        whole = _joined(wide, own)
        both = [whole, wide] if above in ("parent", "contact") else [whole, own, wide]
        labels[column] = both if own else [wide]
    return labels


def _joined(upper: str, lower: str) -> str:
    """One heading of the two that stand above a column; the lower often says the upper once more."""
    if lower.casefold().startswith(upper.casefold()):
        return lower
    return f"{upper} {lower}" if upper.isascii() and lower.isascii() else upper + lower


def _named(labels: Mapping[int, Sequence[str]]) -> tuple[dict[str, tuple[ListColumn, ...]], tuple[ListColumn, ...]]:
    """The columns by name, and those without a known heading."""
    found: dict[str, list[tuple[int, ListColumn]]] = {}
    others: list[ListColumn] = []
    for position, texts in labels.items():
        known = next((one for one in map(_KNOWN.get, map(plain_heading, texts)) if one is not None), None)
        column = ListColumn(position, " ".join(texts[0].split()))
        if known is not None:
            found.setdefault(known[0], []).append((known[1], column))
        elif column.heading:
            others.append(column)
    named: dict[str, tuple[ListColumn, ...]] = {}
    for name, columns in found.items():
        ranked = sorted(columns, key=lambda one: (one[0], one[1].position))
        taken = len(ranked) if name == "contact" else 1
        named[name] = tuple(sorted((column for _, column in ranked[:taken]), key=lambda column: column.position))
        others += [column for _, column in ranked[taken:]]
    return named, tuple(sorted(others, key=lambda column: column.position))
