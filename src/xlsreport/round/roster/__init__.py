"""Who takes part: the agencies, how an office's list of them is read, and how a name or code is matched."""
