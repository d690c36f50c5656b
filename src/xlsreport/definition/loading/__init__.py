"""From a definition's file, or its name, to a definition or to all its mistakes with their lines."""
