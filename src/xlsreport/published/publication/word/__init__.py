"""Word files (.docx and its kin): paragraphs as they are seen, tables with their merged cells."""
