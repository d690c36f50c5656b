"""FILE → PUBLICATION: a reader for each format; what they read has no format any more."""
