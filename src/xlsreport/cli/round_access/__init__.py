"""How commands come by the round that they work in."""
