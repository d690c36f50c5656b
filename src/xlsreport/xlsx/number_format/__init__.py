"""What a number format shows of a number, and whether that is the number as it is."""
