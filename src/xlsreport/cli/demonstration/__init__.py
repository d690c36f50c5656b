"""The command ``demo``: a made-up round from the roster to the published reports."""
