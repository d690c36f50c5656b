"""JUDGE: recompute every figure, apply every rule, and word what does not hold."""
