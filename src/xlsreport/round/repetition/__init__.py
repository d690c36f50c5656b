"""Finds texts that repeat another agency's, or the agency's own of last year. For the office only."""
