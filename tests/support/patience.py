"""How long a test waits for another program before it takes it for one that hangs."""

from __future__ import annotations

HANG_SECONDS = 600
"""Far more than anything takes: a machine that does ten other things at once is slow, and nothing is wrong with it."""
