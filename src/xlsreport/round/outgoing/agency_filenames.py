"""What the files of an agency are called within a round."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from xlsreport.round.files.safe_filenames import distinct_names
from xlsreport.round.folder import Round
from xlsreport.round.roster.agencies import Agency


def file_stem(round_: Round, agency: Agency, key: str, revision: int = 1) -> str:
    """The name of an agency's file without its ending, which no other agency's file of the kind has.

    Args:
        round_: the round.
        agency: one of its roster.
        key: of a message that says how such files are called, such as ``round.workbook``.
        revision: how often the file was given out, for a message that says it.
    """
    return _stems(round_, key, revision)[agency.code]


@lru_cache(maxsize=8)
def _stems(round_: Round, key: str, revision: int) -> Mapping[str, str]:
    """The names of all agencies together: the code of one and its name may read as another's code and name."""
    values = {"year": round_.year, "revision": revision}
    return distinct_names({a.code: round_.messages(key, code=a.code, agency=a.name, **values) for a in round_.roster})
