"""The append-only record of a round in one SQLite file: what was given out, what came back, what was decided."""
