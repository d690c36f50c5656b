"""Whether what a cell holds is seen as it is: hidden, too small, of the colour behind it, covered."""
