"""Headers and footers of an office's document: their fields and pictures, checked and rebuilt."""
