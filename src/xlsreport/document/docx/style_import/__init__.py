"""Takes styles and page from a Word document that somebody else wrote; nothing personal in it comes along."""
