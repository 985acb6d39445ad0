"""The rooms: one folder per contract type, each self-contained."""
