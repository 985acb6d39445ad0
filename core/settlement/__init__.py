"""Settlement 结算: what is paid, line by line, from what was served to the last fen."""
