"""Which file of an agency counts, by revision, arrival and the office's decisions, and how each agency stands."""
