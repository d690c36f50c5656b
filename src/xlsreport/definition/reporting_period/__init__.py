"""The time that a report speaks of: a year, half year, quarter or month."""
