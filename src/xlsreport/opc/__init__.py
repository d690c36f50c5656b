"""The package under every Office file: a zip archive of parts, XML in them, and relationships between them."""
