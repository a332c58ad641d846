"""How good are the records? Compare what a run wrote with gold, by kind, family and format."""
