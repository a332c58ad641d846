"""Blocks, tables, headings, component documents, sentences and tokens of the clean text."""
