"""The expressions of rules and totals: parsing them, and binding their names to places."""
