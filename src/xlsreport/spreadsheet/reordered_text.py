"""Texts whose letters and digits are shown in another order than they have ([UAX #9])."""

from __future__ import annotations

_OVERRIDES = ("\u202d", "\u202e")
"""Characters after which everything runs in one direction, digits too. Other marks of direction leave numbers alone."""


def is_reordered(text: str) -> bool:
    """Whether some of a text is shown in another order: 321 as 123."""
    return not text.isascii() and any(override in text for override in _OVERRIDES)
