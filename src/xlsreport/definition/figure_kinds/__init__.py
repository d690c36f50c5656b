"""The value kinds of figures: how each is declared, and the traits that every room asks about it."""
