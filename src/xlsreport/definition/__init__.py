"""WHAT a report is: the declaration, its loading from YAML, and the rule language."""
