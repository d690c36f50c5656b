"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# Machines that run tests are shared and noisy: how long an example takes says nothing about the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
