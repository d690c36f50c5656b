"""What is generated from the models of the declaration: the JSON Schema and the reference of all keys."""
