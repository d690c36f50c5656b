"""Plain workbooks for an office: lists, and a matrix with a row for each agency."""
