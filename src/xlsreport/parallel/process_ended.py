"""What goes wrong with processes, for those who start none: they load neither processes nor pipes."""

from __future__ import annotations


class ProcessEndedError(RuntimeError):
    """A process ended before it had returned its result."""
