"""The core: people, cases and activities, and the chain from contract to archive."""
