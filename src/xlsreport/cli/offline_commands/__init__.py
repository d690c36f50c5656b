"""Commands for those who have a browser and nothing else."""
