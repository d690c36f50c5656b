"""Which XML is accepted: names, the grammar of a sheet, and the values of attributes."""
