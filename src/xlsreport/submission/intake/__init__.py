"""From a path or bytes to a file that can be opened, or one sentence about what it is instead."""
