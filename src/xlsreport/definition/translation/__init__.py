"""A definition in other languages: how a translation is declared, applied, checked and begun."""
