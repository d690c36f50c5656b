"""WHAT a report is: the declaration, its loading from YAML, and the rule language.

How a definition comes about, room by room:

    yaml_source/      text → a tree of keys and values that knows its lines
    loading/          tree → declaration: the checks of shape and consistency, and the definitions that ship
    declaration.py    the declaration itself, with claim_declaration.py and kinds.py
    rule_language/    expressions: parsed, and bound to places
    phrase_language/  phrases by which texts state figures
    resolving/        declaration → definition.py: every name becomes places
    schema/           the JSON Schema and the reference of keys, generated from the declaration
"""
