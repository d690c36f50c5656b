"""Opens a file with a list; the format is detected from the content, not the name."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Literal

from xlsreport.definition.loading.regular_file import UnreadFileError, read_regular_file
from xlsreport.messages import Messages
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.zip_reader import ENCRYPTED, ZipReader
from xlsreport.submission.intake.file_types import foreign_archive, foreign_kind
from xlsreport.tabular.listed_sheets import ListedFile, ListedSheet
from xlsreport.tabular.sheet_extent import TooManyCellsError, expect_few_cells
from xlsreport.tabular.text_lists import HeadingSearch, UnreadableTextError, parse_text_list

ListFormat = Literal["xlsx", "xls", "xlsb", "ods", "csv"]
"""The formats of a list; .et of WPS is an .xls."""

_MAX_MEGABYTES = 16
_MAX_UNPACKED_BYTES = 200_000_000
"""Bytes; a list of three thousand agencies has two million."""
_MAX_MEMBERS, _MAX_DIRECTORY_BYTES = 10_000, 2_000_000
"""Of an archive, and bytes of the directory that lists them."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXTS = ("text", "not_xlsx", "empty")
"""Kinds that the detection of workbooks gives for a text."""
_OF_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".xlsb")

_OWN_WORDS = ("damaged", "encrypted", "web_page", "empty", "old_excel", "too_many_cells")
_NO_TABLES = ("word", "pdf", "picture", "presentation", "not_xlsx")
"""Kinds with messages of their own for lists, which differ from those for received workbooks."""


class UnreadListError(Exception):
    """A file without a list that can be read.

    Attributes:
        key: the last part of the key of the caller's sentence: ``unreadable``, or what is wrong with a text.
        values: the values of the sentence.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def read_list_bytes(path: Path, messages: Messages) -> bytes:
    """All bytes of a file with a list.

    Raises:
        UnreadListError: there is nothing to read, or too much.
    """
    try:
        return read_regular_file(path, _MAX_MEGABYTES)
    except UnreadFileError as error:
        raise _unreadable(path, messages, error.key, **error.values) from None


def list_format(data: bytes, path: Path, messages: Messages) -> ListFormat:
    """The format of a list, by its bytes.

    Raises:
        UnreadListError: it is a kind of file that cannot hold a list, such as a picture.
    """
    kind = foreign_kind(data)
    if kind is None:
        return _form_of_archive(data, path, messages)
    if kind == "old_excel" and data.startswith(_OLE):
        return "xls"
    if kind == "empty" and path.suffix.lower() in _OF_WORKBOOKS:
        raise _unreadable(path, messages, kind)
    if kind in _TEXTS and not data.startswith(_OLE):
        return "csv"
    raise _unreadable(path, messages, kind)


def parse_list(
    data: bytes,
    form: ListFormat,
    path: Path,
    encoding: str,
    messages: Messages,
    headings: HeadingSearch,
    language: str = "",
) -> ListedFile:
    """The sheets of a file with a list.

    Args:
        data: its bytes.
        form: what it is kept in.
        path: where it is, for sentences.
        encoding: that of a text, where the office says so.
        messages: the language of errors.
        headings: finds the headings of the list; a text is read by the separator and the encoding with which it does.
        language: of the report, where it is known, which helps to tell the encoding of a text.

    Raises:
        UnreadListError: it cannot be read.
    """
    if form != "csv":
        return ListedFile(_sheets(data, form, path, messages))
    try:
        return parse_text_list(data, encoding, headings, language)
    except UnreadableTextError as error:
        raise UnreadListError(error.key, file=path.name, **error.values) from None
    except LookupError:
        raise UnreadListError("unknown_encoding", encoding=encoding) from None


def _sheets(data: bytes, form: ListFormat, path: Path, messages: Messages) -> list[ListedSheet]:
    try:
        if form in ("xlsx", "xlsb"):
            expect_few_cells(data)
        if form == "xlsx":
            from xlsreport.tabular.excel_sheets import read_excel_sheets  # openpyxl loads slowly

            try:
                return read_excel_sheets(data)
            except TooManyCellsError:
                raise
            except Exception:
                # Some programs write styles that openpyxl rejects; calamine reads values only.
                pass
        from xlsreport.tabular.calamine_sheets import read_calamine_sheets  # most rosters are texts by then

        return read_calamine_sheets(data, open_document=form == "ods")
    except TooManyCellsError:
        raise _unreadable(path, messages, "too_many_cells") from None
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":  # a Rust panic is not an Exception
            is_locked = type(error).__name__ == "PasswordError"
            raise _unreadable(path, messages, "encrypted" if is_locked else "damaged") from None
        raise


def _form_of_archive(data: bytes, path: Path, messages: Messages) -> ListFormat:
    try:
        members = ZipReader(io.BytesIO(data), _MAX_DIRECTORY_BYTES).members
    except InvalidFileError as error:
        key = "damaged" if error.key == "damaged" else "too_many_members"
        raise _unreadable(path, messages, key) from None
    if len(members) > _MAX_MEMBERS:
        raise _unreadable(path, messages, "too_many_members")
    if sum(member.file_size for member in members) > _MAX_UNPACKED_BYTES:
        raise _unreadable(path, messages, "too_many_cells")
    names = {member.filename.lower() for member in members}
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise _unreadable(path, messages, "encrypted")
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "content.xml" in names:
        return "ods"
    raise _unreadable(path, messages, foreign_archive(names))


def _unreadable(path: Path, messages: Messages, key: str, **values: object) -> UnreadListError:
    own = "no_table" if key in _NO_TABLES else key
    has_own_sentence = own == "no_table" or key in _OWN_WORDS
    reason = messages(f"table_file.{own}") if has_own_sentence else messages(f"rejected.{key}", **values)
    return UnreadListError("unreadable", file=path.name or path, reason=reason)
