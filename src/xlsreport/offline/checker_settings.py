"""What a checker knows: of which report or round it is, and the words of its page."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from xlsreport.messages import Language


@dataclass(frozen=True, slots=True)
class RoundSettings:
    """What everybody may know of a round: neither its key nor its agencies.

    ``part`` is the number of the half year, quarter or month; ``deadline`` is as letters write it.
    """

    id: str
    year: int
    part: int | None
    title: str
    office: str = ""
    deadline: str = ""


@dataclass(frozen=True, slots=True)
class CheckerSettings:
    """What the page carries for the Python in it.

    Attributes:
        language: of the page, and of what is said about files that name no report.
        definition: the text of the definition that all files are to be of, extending no other; None where each file
            names its own, which then is one of those that ship with the package.
        name: by which the definition was loaded where it is a shipped one.
        round: the round whose workbooks are checked, if it is one's.
    """

    language: Language
    definition: str | None = None
    name: str | None = None
    round: RoundSettings | None = None

    def to_json(self) -> str:
        """The settings as text."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> CheckerSettings:
        """The settings of a text of :meth:`to_json`."""
        stated: dict[str, Any] = json.loads(text)
        of_round = stated.pop("round")
        return cls(**stated, round=None if of_round is None else RoundSettings(**of_round))
