"""月末: what a month still lacks, handing it in once for ever, and what changed afterwards."""
