"""What was sent in: archives as various systems write them, and what is found in them."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

from xlsreport.messages import messages_for
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.round.incoming.inbox import IncomingFile, incoming_files

NOWHERE = Path("/nowhere at all")


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return stream.getvalue()


def in_gbk(*members: tuple[str, bytes]) -> bytes:
    """An archive as Chinese Windows writes it: names in the system's encoding, and no bit that says which."""
    data = packed(
        *((f"{number:02}" + "?" * (len(name.encode("gbk")) - 2), d) for number, (name, d) in enumerate(members))
    )
    for number, (name, _) in enumerate(members):
        data = data.replace(f"{number:02}".encode() + b"?" * (len(name.encode("gbk")) - 2), name.encode("gbk"))
    return data


def found(*paths: Path, leave_out: Path = NOWHERE) -> dict[str, bytes | str]:
    """What is found: its bytes, or the key of the sentence about it, by its origin within the first path's folder."""
    base = f"{paths[0].parent}{os.sep}"
    return {file.origin.removeprefix(base): content(file) for file in incoming_files(paths, leave_out)}


def content(file: IncomingFile) -> bytes | str:
    try:
        return file.read()
    except InvalidFileError as error:
        unfit = error
    assert messages_for("zh-CN")(f"rejected.{unfit.key}", **unfit.values)
    return unfit.key


def saved(path: Path, data: bytes, at: int | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    if at is not None:
        os.utime(path, (at, at))
    return path
