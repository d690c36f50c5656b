"""The records of the ledger."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from xlsreport.definition.place import Place
from xlsreport.submission.submission import PreviousTexts, PreviousValue
from xlsreport.values import number_text, plain_number

Judgement = Literal["clean", "warnings", "errors", "refused"]
"""The verdict on a file: ``warnings`` are unexplained ones; a ``refused`` file is of no agency of the round."""


@dataclass(frozen=True, slots=True)
class RoundIdentity:
    """The round that a ledger's records belong to: its id, its year or period, and the name of its definition."""

    round: str
    year: int | str
    definition: str


@dataclass(frozen=True, slots=True)
class IssuedWorkbook:
    """A workbook that was given out: to which agency, under which name, with which of last year's figures by place.

    For a returned workbook, ``receipt`` is the number of the file that it answers, ``letter`` the letter's SHA-256.
    """

    at: str
    code: str
    name: str
    revision: int
    file: str
    sha256: str
    previous: Mapping[str, str] = field(default_factory=dict)
    receipt: int | None = None
    letter: str = ""


class IssuedName(NamedTuple):
    """The agency that a workbook was given to, by code and by the name that stands on it."""

    code: str
    name: str


class KnownFile(NamedTuple):
    """What the ledger knows of a digest: whether such a file was received and accepted for an agency, and the revision
    if it is a workbook as it was issued.
    """

    received: bool
    issued: int | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """A received file.

    ``number`` counts them in the order of recording, ``at`` is when that was; ``origin`` is where it was found;
    ``code`` and ``revision`` are those of its identity, None where it has none that holds. A refused one has a
    ``reason`` (a key of the catalogue below ``identity.`` or ``unreadable``) and a ``sentence``; others have
    ``findings``, as the command's JSON gives them, and the reporter's ``explanations`` by rule case. ``arrived`` is
    when it came: as the office said, by the mail that it came in, or the time of recording where nothing else is known.
    ``stated`` is a digest of all figures and paragraphs, ``lines`` how many lines each list has.
    """

    number: int
    at: str
    sha256: str
    origin: str
    code: str | None
    revision: int | None
    verdict: Judgement
    reason: str
    sentence: str
    findings: tuple[Mapping[str, Any], ...]
    explanations: Mapping[str, str]
    arrived: str
    stated: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def acceptable(self) -> bool:
        """Whether its figures can count: it has no errors."""
        return self.verdict in ("clean", "warnings")

    @property
    def each_rule(self) -> tuple[Mapping[str, Any], ...]:
        """A finding for each rule that does not hold, also where one finding stands for several."""
        return tuple(each for finding in self.findings for each in finding.get("settles") or (finding,))


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of the office, such as adding up while agencies are missing."""

    at: str
    what: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class NewReceipt:
    """A file that is about to be recorded; ``data`` is the file itself where it is worth keeping.

    ``at`` is set when it is recorded; ``arrived`` is when it came, where that is known otherwise. ``stated`` is a
    digest of figures and paragraphs; ``content`` is the same where they are so many that no two agencies have the same.
    ``lines`` is how many lines each list has, ``form`` the number of the form by which it was checked.
    """

    at: str
    sha256: str
    origin: str
    code: str | None = None
    revision: int | None = None
    verdict: Judgement = "refused"
    reason: str = ""
    sentence: str = ""
    findings: tuple[Mapping[str, Any], ...] = ()
    explanations: Mapping[str, str] = field(default_factory=dict)
    content: str | None = None
    stated: str | None = None
    arrived: str | None = None
    lines: Mapping[str, int] = field(default_factory=dict)
    form: int | None = None
    data: bytes | None = field(default=None, repr=False)

    def with_error(self, finding: Mapping[str, Any]) -> NewReceipt:
        """The same file with one more finding, before all others, which is an error."""
        return replace(self, verdict="errors", findings=(finding, *self.findings))

    def refused(self, reason: str, sentence: str) -> NewReceipt:
        """The same file as a refused one."""
        return replace(
            self, verdict="refused", reason=reason, sentence=sentence, findings=(), content=None, stated=None
        )


_TEXT = "'"
"""Before a text among figures, as spreadsheets mark one; no number begins with it."""


def stated_figures(figures: Mapping[Place, PreviousValue]) -> dict[str, str]:
    """Figures by place as exact texts, for the ledger; what is a text itself is marked as such."""
    return {
        str(place): f"{_TEXT}{value}" if isinstance(value, str) else number_text(value)
        for place, value in figures.items()
    }


def parsed_figures(stated: Mapping[str, str]) -> dict[Place, PreviousValue]:
    """The inverse of :func:`stated_figures`."""
    return {
        Place.parse(place): value.removeprefix(_TEXT) if value.startswith(_TEXT) else plain_number(Decimal(value))
        for place, value in stated.items()
    }


def packed_texts(texts: PreviousTexts) -> bytes:
    """Last year's texts as compressed JSON, a third of their size, for the ledger."""
    stated = {"agency": texts.agency, "sections": texts.sections}
    return zlib.compress(json.dumps(stated, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def unpacked_texts(data: bytes) -> PreviousTexts:
    """The inverse of :func:`packed_texts`."""
    stated = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    return PreviousTexts(stated["agency"], {name: tuple(lines) for name, lines in stated["sections"].items()})
