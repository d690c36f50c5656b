"""The process ``xlsreport``, by its own name or as ``python -m xlsreport`` where scripts are not on the path."""

from __future__ import annotations

import os
import signal
import sys


def main() -> None:
    """Run the command; whoever interrupts it, however early or late, gets no traceback."""
    try:
        _fill_closed_streams()
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


def _fill_closed_streams() -> None:
    """Lead into nothing what a scheduler or ``>&-`` has closed: what is said there is for nobody.

    Opened in this order each gets its own number; a number that stays free goes to the next file that is opened, which
    may be a ledger, and whoever prints to that number writes into it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = open(os.devnull, mode, encoding="utf-8")  # noqa: PTH123, SIM115 - until the process ends
            os.set_inheritable(stream.fileno(), True)  # else the processes that this one starts have it closed
            setattr(sys, name, stream)


if __name__ == "__main__":
    main()
