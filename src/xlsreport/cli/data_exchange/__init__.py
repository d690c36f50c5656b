"""What the command exchanges with other programs: lines of lists that it reads, and data that it exports."""
