"""What the lines of a list are called, and so the rows of tables that stand for them."""
