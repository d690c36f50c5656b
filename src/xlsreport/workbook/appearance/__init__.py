"""Cell styles and sizes."""
