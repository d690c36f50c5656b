"""What became of the places of earlier editions, or of earlier versions of the same definition."""
