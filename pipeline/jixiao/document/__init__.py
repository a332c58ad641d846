"""The data that flows through the pipeline. No logic here guesses at anything."""
