"""Python for browsers and the libraries that checking needs, fetched once and kept as one file."""
