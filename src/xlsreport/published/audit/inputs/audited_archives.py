"""Takes published reports out of archives and mails, as offices get them."""

from __future__ import annotations

import re
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from xlsreport.archives.unpacking import UnpackedFile, unpacked_files
from xlsreport.definition.loading.regular_file import UnreadFileError, open_regular_file
from xlsreport.messages import Messages
from xlsreport.messages.system_errors import system_reason
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.published.audit.inputs.audit_inputs import AuditedFile, without_parts_of_pages
from xlsreport.published.publication.unreadable import unreadable_archive

_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}")


class UnpackedReports(ExitStack):
    """A folder for what archives and mails hold, there as long as reports are audited.

    Several processes read the reports, and most archives are read from the beginning for each of their files.
    """

    def __init__(self, messages: Messages) -> None:
        super().__init__()
        self._messages = messages
        self._folder: Path | None = None
        self._count = 0

    def files_of(self, file: AuditedFile) -> tuple[AuditedFile, ...]:
        """The reports in an archive or a mail; the file itself where it is neither, or a mail with nothing attached."""
        try:
            with open_regular_file(file.path) as opened:
                members = unpacked_files(opened, file.path.name)
                found = None if members is None else [(one.way, self._member(file, one)) for one in members]
        except (UnreadFileError, OSError):
            return (file,)  # it is told when the file is read
        if found is None or found == [("", file)]:
            return (file,)
        kept = without_parts_of_pages([way for way, _ in found])
        return tuple(one for way, one in found if way in kept)

    def _member(self, file: AuditedFile, member: UnpackedFile) -> AuditedFile:
        inner = replace(file, name=f"{file.name}{member.way}", archive=file.path)
        if isinstance(member.content, InvalidFileError):
            if not member.way and member.content.key == "mail_without_files":
                return file
            refusal = unreadable_archive(member.content)
            return replace(inner, unfit=self._messages(f"publication.{refusal.key}", **refusal.values))
        try:
            return replace(inner, path=self._written(member.way, member.content))
        except OSError as error:
            reason = system_reason(error, self._messages)
            return replace(inner, unfit=self._messages("audit.unreadable", reason=reason))

    def _written(self, way: str, content: bytes) -> Path:
        if self._folder is None:
            self._folder = Path(self.enter_context(TemporaryDirectory(prefix="xlsreport-", ignore_cleanup_errors=True)))
        ending = PurePosixPath(way).suffix
        self._count += 1
        path = self._folder / f"{self._count:06}{ending if _ENDING.fullmatch(ending) else ''}"
        path.write_bytes(content)
        return path
