"""Tables that other programs wrote, such as CSV, Excel and OpenDocument, as lines of texts."""
