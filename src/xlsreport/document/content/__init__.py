"""What a report or a letter says, free of any format: its model, and what builds it."""
