"""The rules on figures: implied and declared rules, totals, and the state of every line of the checks sheet."""
