"""What the office hands out: workbooks to be filled, and faulty ones returned with a letter."""
