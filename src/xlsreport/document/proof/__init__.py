"""Proof that a rendering says what was reported: it is read back, and everything in it is compared."""
