"""A form with one list: acts, each with a day and a cost."""

from __future__ import annotations

from pathlib import Path

ACTS = Path(__file__).with_name("acts.yaml")
