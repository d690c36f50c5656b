"""Lets ``python -m xlsreport`` stand for ``xlsreport`` where scripts are not on the path."""

from xlsreport.cli import main

main(prog_name="xlsreport")
