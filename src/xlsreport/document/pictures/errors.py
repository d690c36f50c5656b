"""Why a picture cannot be drawn."""

from __future__ import annotations


class PicturesError(Exception):
    """Something that drawing needs and that is not installed; ``str()`` is one sentence."""
