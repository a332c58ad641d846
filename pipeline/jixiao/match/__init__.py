"""Gives headings their canonical names and their place in the tree."""
