"""The repetitions as JSON for programs."""

from __future__ import annotations

from typing import Any

from xlsreport.round.repetition.text_comparison import RepeatedText, RoundRepetition


def repetition_json(found: RoundRepetition) -> dict[str, Any]:
    """The whole as JSON has it; shares are from 0 to 1, and where ``other`` is null it is last year's own text."""
    return {
        "share": found.share,
        "agencies": found.agencies,
        "compared": found.compared,
        "groups": [
            {
                "agencies": [agency.code for agency in group.agencies],
                "repeated": [_repeated(one) for one in group.repeated],
            }
            for group in found.groups
        ],
        "last_year": [_repeated(one) for one in found.last_year],
        "common": [{"agencies": one.agencies, "length": one.length, "text": one.text} for one in found.common.passages],
        "mostly_common": [agency.code for agency in found.mostly_common],
        "unread": [{"code": one.agency.code, "reason": one.reason} for one in found.unread],
    }


def _repeated(one: RepeatedText) -> dict[str, Any]:
    return {
        "code": one.agency.code,
        "name": one.agency.name,
        "section": one.section.id,
        "share": round(one.share, 4),
        "other": one.other.code if one.other else None,
        "passages": [
            {
                "sheet": passage.cell.sheet,
                "cell": passage.cell.a1,
                "other": passage.other,
                "length": passage.length,
                "text": passage.text,
            }
            for passage in one.passages
        ],
    }
