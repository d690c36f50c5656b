"""What is wrong with one file in twenty, in the shares in which offices meet it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from abuse.package import Package
from xlsreport import Submission
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.submission.identity.stamp import Identity
from xlsreport.submission.stamping import signed

Entries = dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """One kind of fault: what it does to what is entered, to the identity before it is signed, or to the file.

    ``weight`` is how often it comes among faults; a file that is not ``readable`` is no workbook to any program.
    """

    weight: int
    entries: Callable[[Entries, Random], None] = lambda entries, draw: None
    identity: Callable[[Submission], Submission] = lambda submission: submission
    file: Callable[[bytes, Submission], bytes] = lambda data, submission: data
    readable: bool = True


def _unbalanced(entries: Entries, draw: Random) -> None:
    place = draw.choice([place for place in entries if place.startswith(("requests.", "proactive.normative"))])
    entries[place] = int(entries[place] or 0) + draw.choice((1, 2, 9))


def _blank(entries: Entries, draw: Random) -> None:
    places = [place for place in entries if place.count(".") == 2]
    for place in draw.sample(places, min(len(places), draw.choice((1, 3, 40)))):
        del entries[place]


def _in_words(entries: Entries, draw: Random) -> None:
    place = draw.choice([place for place in entries if place.startswith("proactive.")])
    entries[place] = draw.choice((f"{entries[place]}件", "无", "/", "若干"))


def _without_last_section(entries: Entries, draw: Random) -> None:
    entries.pop("problems")


def _forged(submission: Submission) -> Submission:
    assert submission.identity is not None
    return signed(submission, replace(submission.identity, signature=""), b"a key of somebody's own")


def _of_another_round(submission: Submission) -> Submission:
    assert submission.identity is not None
    return signed(submission, Identity("0" * 16, submission.identity.code), b"the key of another round")


def _relabelled(data: bytes, submission: Submission) -> bytes:
    cover = layout_of(submission.definition).cover
    return _edited(data, lambda package: package.put(cover.agency, "另一个镇人民政府"))


def _typed_over(data: bytes, submission: Submission) -> bytes:
    layout = layout_of(submission.definition)
    total = next(place for place, facts in submission.definition.places.items() if facts.computed)
    return _edited(data, lambda package: package.put(layout.cell(total), 999_999))


def _edited(data: bytes, change: Callable[[Package], None]) -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder, "a.xlsx")
        file.write_bytes(data)
        package = Package(file)
        change(package)
        package.save(file)
        return file.read_bytes()


FAULTS: Mapping[str, Fault] = {
    "does not add up": Fault(30, entries=_unbalanced),
    "left blank": Fault(25, entries=_blank),
    "figures in words": Fault(15, entries=_in_words),
    "a section without text": Fault(5, entries=_without_last_section),
    "a total typed over": Fault(8, file=_typed_over),
    "another name on the cover": Fault(3, file=_relabelled),
    "forged": Fault(2, identity=_forged),
    "of another round": Fault(4, identity=_of_another_round),
    "not sent completely": Fault(4, file=lambda data, _: data[: len(data) // 2], readable=False),
    "a PDF": Fault(4, file=lambda data, _: b"%PDF-1.7\n" + data, readable=False),
}


def draw_fault(draw: Random, share: float, *, only_readable: bool) -> Fault | None:
    """A fault for that share of all files, and none for the others."""
    if draw.random() >= share:
        return None
    kinds = [fault for fault in FAULTS.values() if fault.readable or not only_readable]
    return draw.choices(kinds, [fault.weight for fault in kinds])[0]
