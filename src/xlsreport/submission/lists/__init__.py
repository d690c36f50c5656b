"""Lists: read column by column, as they stand on their sheets."""
