"""PARAGRAPHS → WHAT THEY SAY OF TABLES: sections, titles, headings printed apart, and tables that became lines."""
