"""What sentences that differ in the digits of their numbers have in common, found once for all of them."""
