"""From what was typed into a cell to the value that it stands for."""
