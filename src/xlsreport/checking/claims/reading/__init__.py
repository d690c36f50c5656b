"""One line while it is read: its sentences, subjects, years and bodies, and what it states of figures."""
