"""Says by its exit code whether a prepared browser engine holds this package as it is: ``engine_state.py FILE``.

Of other sources the page takes the text in place of what was compiled, so that each test that opens it waits until the
browser has compiled some two hundred modules.
"""

from __future__ import annotations

import sys
from pathlib import Path

from xlsreport import XlsreportError
from xlsreport.messages import messages_for
from xlsreport.offline.browser_engine.engine_file import read_engine
from xlsreport.offline.browser_engine.own_package import digest_of, own_files


def is_current(file: Path) -> bool:
    """Whether an engine is there, can be read and was made of these very sources."""
    try:
        engine = read_engine(file, messages_for("en"))
    except XlsreportError:
        return False
    return engine.facts.get("own") == digest_of(own_files())


if __name__ == "__main__":
    sys.exit(not is_current(Path(sys.argv[1])))
