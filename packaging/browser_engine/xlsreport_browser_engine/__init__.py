"""The browser engine of xlsreport as a package: where it is installed, checkers are made without preparing anything."""
