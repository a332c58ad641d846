"""Loads, checks, overlays and hashes the lexicons; looks a term up: exact, folded, fuzzy with margin and vetoes."""

from jixiao.lexicon.automaton import Automaton
from jixiao.lexicon.fold import fold
from jixiao.lexicon.match import Match, Terms, likeness
from jixiao.lexicon.paths import data_folder
from jixiao.lexicon.tables import Row, lexicon_hash, read_table

__all__ = ["Automaton", "Match", "Row", "Terms", "data_folder", "fold", "lexicon_hash", "likeness", "read_table"]
