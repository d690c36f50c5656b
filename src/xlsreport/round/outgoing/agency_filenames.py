"""Names of an agency's files in a round."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from xlsreport.round.files.safe_filenames import distinct_names
from xlsreport.round.folder import Round
from xlsreport.round.roster.agencies import Agency


def file_stem(round_: Round, agency: Agency, key: str, revision: int = 1) -> str:
    """The name of an agency's file without suffix, unique among the files of its kind.

    Args:
        round_: the round.
        agency: one of its roster.
        key: of the message with the pattern of the name, such as ``round.workbook``.
        revision: of the workbook, for patterns that contain it.
    """
    return _stems(round_, key, revision)[agency.code]


@lru_cache(maxsize=8)
def _stems(round_: Round, key: str, revision: int) -> Mapping[str, str]:
    """The names for all agencies; made together, since code and name of two agencies may read the same when joined."""
    values = {"year": round_.in_names, "revision": revision}
    return distinct_names({a.code: round_.messages(key, code=a.code, agency=a.name, **values) for a in round_.roster})
