"""Names in texts: of the reporting agency and other bodies, and the labels of the form."""
