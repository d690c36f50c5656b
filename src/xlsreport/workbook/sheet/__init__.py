"""One module for each kind of sheet, and for what several of them have: headings, validation, comments, print setup."""
