"""One report out of those of many agencies, with every figure traceable to the cells that it comes from."""
