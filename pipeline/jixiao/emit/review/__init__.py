"""Review without a server: a workbook goes out to the reviewers, their decisions come back."""
