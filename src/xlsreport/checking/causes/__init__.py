"""One finding for each cause: what one mistake breaks is told together, with the figure that is most likely wrong."""
