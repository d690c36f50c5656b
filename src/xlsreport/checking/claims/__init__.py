"""Do the figures in the text agree with the tables? Sentences are read, never interpreted where they leave a doubt."""
