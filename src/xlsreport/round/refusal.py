"""What is raised where something about a round, or about a file to be written, cannot be done."""

from __future__ import annotations


class RoundError(Exception):
    """A folder that is no round, or something about it that cannot be done; ``str()`` is one sentence."""
