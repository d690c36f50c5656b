"""Lets ``python -m xlsreport.cli`` stand for ``xlsreport`` where scripts are not on the path."""

from xlsreport.cli.group import main

main(prog_name="xlsreport")
