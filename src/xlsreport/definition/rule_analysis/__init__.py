"""What the rules of a definition say together: contradictions, rules without effect, figures that no rule sees."""
