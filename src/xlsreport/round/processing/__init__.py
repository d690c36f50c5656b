"""Works on many workbooks in several processes."""
