"""Commands of a round, in the order of its steps: roster, init, distribute, collect, status, return, consolidate."""
