"""The figures that are most likely wrong where rules do not hold: the smallest sets that explain all of it."""
