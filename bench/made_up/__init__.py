"""Reports that nobody made: as many agencies as asked for, with figures, texts and faults as real ones have them."""
