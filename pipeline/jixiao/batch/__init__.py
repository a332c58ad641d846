"""Many documents: finding them, running them, keeping what is done, continuing after a stop."""
