"""What may be wished for on the command line, for one report as for those of a round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlsreport.cli.picture_options import PictureOptions
from xlsreport.definition.declaration import Layout


@dataclass(frozen=True, slots=True)
class Wishes:
    """How reports are to be: the options of ``render``, as they were given."""

    layout: Layout | None
    style: str | None
    site: Mapping[str, object]
    pictures: PictureOptions
    verified: bool
