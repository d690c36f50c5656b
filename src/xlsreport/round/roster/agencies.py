"""The agencies of a round and their hierarchy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property

from xlsreport.tabular.body_names import normalise_name

_BETWEEN = re.compile(r"\s*[、，,；;|/／]\s*")
"""What offices write between the names or codes of several bodies in one cell."""


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency; ``code`` is unique, ``parent`` is the code of the agency above it, or empty.

    ``language`` is that of its workbook as the list names it, empty for the definition's own. ``predecessors`` are the
    bodies of last year that it took over, or what it was called then, as the list names them in one cell. ``others`` is
    what stands in further columns of the list, by their headings as :func:`plain_heading` compares them.
    """

    code: str
    name: str
    kind: str = ""
    parent: str = ""
    contact: str = ""
    language: str = ""
    predecessors: str = ""
    others: tuple[tuple[str, str], ...] = ()


_IN_FEW_LISTS = ("language", "predecessors", "others")
ROSTER_COLUMNS = tuple(field.name for field in fields(Agency) if field.name not in _IN_FEW_LISTS)
"""The columns of a roster, in the order in which the lists that we write have them."""


def predecessors_of(agency: Agency) -> tuple[str, ...]:
    """The bodies that an agency took over, by name or code, each once; its own name and code do not count."""
    found: dict[str, str] = {}
    for text in _BETWEEN.split(agency.predecessors.strip()):
        found.setdefault(normalise_name(text), text)
    own = (normalise_name(agency.name), normalise_name(agency.code), "")
    return tuple(text for key, text in found.items() if key not in own)


@dataclass(frozen=True)
class Roster:
    """All agencies by code, in the order of the office's list."""

    agencies: Mapping[str, Agency]

    def __iter__(self) -> Iterator[Agency]:
        return iter(self.agencies.values())

    def __len__(self) -> int:
        return len(self.agencies)

    def get(self, code: str) -> Agency | None:
        """The agency with a code."""
        return self.agencies.get(code)

    def called(self, name: str) -> tuple[Agency, ...]:
        """The agencies of a name, as names are compared."""
        return self._by_name.get(normalise_name(name), ())

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Agency, ...]]:
        found: dict[str, list[Agency]] = {}
        for agency in self:
            found.setdefault(normalise_name(agency.name), []).append(agency)
        return {name: tuple(agencies) for name, agencies in found.items()}

    @cached_property
    def _children(self) -> Mapping[str, tuple[Agency, ...]]:
        found: dict[str, list[Agency]] = {}
        for agency in self:
            found.setdefault(agency.parent, []).append(agency)
        return {code: tuple(agencies) for code, agencies in found.items()}

    def children(self, code: str) -> tuple[Agency, ...]:
        """The agencies directly below one; the roots for an empty code."""
        return self._children.get(code, ())

    def below(self, code: str) -> tuple[Agency, ...]:
        """All descendants of an agency, in the order of the list; all agencies for an empty code."""
        found: set[str] = set()
        waiting = [code]
        while waiting:
            codes = [agency.code for agency in self.children(waiting.pop())]
            found.update(codes)
            waiting += codes
        return tuple(agency for agency in self if agency.code in found)
