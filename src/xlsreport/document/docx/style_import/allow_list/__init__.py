"""Which elements and attributes of an office's Word document may be taken over, and with which values."""
