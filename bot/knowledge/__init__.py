"""The curated knowledge: its model, its files, its checks."""
