"""Which texts of a definition its readers see, so that a translation has them.

A model marks them by the type of its field. All other texts are names for rules, patterns and the like, which are the
same in every language.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints


class SeenByReaders:
    """The mark in the type of a field."""


OptionalWords = Annotated[str, SeenByReaders()]
"""Words that may be left empty."""
Words = Annotated[str, StringConstraints(min_length=1), SeenByReaders()]
"""Words that are translated."""
