"""What the statements of a text say of each other: wholes and parts, sums, and what may be believed by what agrees."""
