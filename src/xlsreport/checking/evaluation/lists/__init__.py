"""The values of the lines of lists, by lines and by columns."""
