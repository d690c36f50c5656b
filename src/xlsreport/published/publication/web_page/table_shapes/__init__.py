"""Where the cells of a table stand, whatever elements it is made of."""
