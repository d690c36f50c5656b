"""The values of the figures of a submission, and whether conditions on them hold."""
