"""OFD PAGE → LETTERS AND LINES (GB/T 33190): its XML says where each letter stands and which lines are drawn."""
