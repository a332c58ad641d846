"""XLSX and XLS: each sheet a part, each number as its format displays it, merges and hidden rows kept."""
