"""What is raised where a computer lacks what a format needs."""

from __future__ import annotations


class RenderingError(Exception):
    """A document that this computer cannot make in a format; ``str()`` is one sentence."""
