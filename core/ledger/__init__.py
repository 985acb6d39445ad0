"""The ledger 台账: which record counts where, exactly once, with a reason for every refusal."""
