"""The body that reports, as far as it decides which words of its texts name itself and which name others."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xlsreport.definition.claim_declaration import Elsewhere, OwnNames
from xlsreport.submission.submission import Submission

_REMARK = re.compile(r"[（(][^（()）]*[)）]$")
"""A remark behind the name of an agency: 某县卫生健康局（县疾病预防控制局）."""


@dataclass(frozen=True, slots=True)
class ReportingBody:
    """The body that reports: its name without a remark behind it, and the id of its kind, if that is known."""

    name: str
    kind: str = ""

    def is_meant_by(self, declared: Elsewhere | OwnNames) -> bool:
        """Whether words hold in the texts of this body."""
        if (declared.agencies or declared.bodies) and not self._is_one_of(declared):
            return False
        return not (declared.other_agencies and self.name.endswith(declared.other_agencies))

    def _is_one_of(self, declared: Elsewhere | OwnNames) -> bool:
        return self.kind in declared.bodies or self.name.endswith(declared.agencies)


def reporting_body(submission: Submission) -> ReportingBody:
    """The body whose texts a submission has."""
    kind = submission.body_kind
    return ReportingBody(_REMARK.sub("", submission.agency.strip()), "" if kind is None else kind.id)
