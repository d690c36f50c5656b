"""From a declaration to a definition: names in rules, totals, claims and pictures become places."""
