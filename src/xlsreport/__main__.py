"""The process ``xlsreport``, by its own name or as ``python -m xlsreport`` where scripts are not on the path."""

from __future__ import annotations

import signal
import sys


def main() -> None:
    """Run the command; whoever interrupts it, however early or late, gets no traceback."""
    try:
        if getattr(sys, "frozen", False):  # the one program is its own Python: it starts itself for each process
            from multiprocessing import freeze_support  # slow to load, so only there

            freeze_support()
        from xlsreport.cli import main as command  # so that an interruption of the imports ends here as well

        command(prog_name="xlsreport")
    except KeyboardInterrupt:
        sys.exit(1)
    finally:
        # What is left is to take things down, which would only be left behind.
        signal.signal(signal.SIGINT, signal.SIG_IGN)


if __name__ == "__main__":
    main()
