"""Entry cells: how they look, what may be typed there, and when they turn red, yellow or grey."""
