"""Works on many things in several processes."""
