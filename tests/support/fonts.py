"""A computer on which no font is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_SETTINGS = '<?xml version="1.0"?><fontconfig><dir>/there/is/no/such/folder</dir></fontconfig>'

needs_hidden_fonts = pytest.mark.skipif(
    sys.platform != "linux", reason="only there can the system's fonts be hidden from one program"
)


def without_fonts(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python with arguments where no font is installed; ``folder`` is for the settings that say so."""
    settings = folder / "fonts.conf"
    settings.write_text(_SETTINGS, encoding="utf-8")
    return subprocess.run(
        [sys.executable, *arguments],
        env={
            **os.environ,
            "FONTCONFIG_FILE": str(settings),
            "PYTHONUTF8": "1",
            "XLSREPORT_LANG": "zh-CN",
            **environment,
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
