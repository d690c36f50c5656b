"""Files that somebody could send to do harm or by mistake."""
