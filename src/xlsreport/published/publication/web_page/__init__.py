"""WEB PAGE → PUBLICATION: what a browser would show of it, without its site."""
