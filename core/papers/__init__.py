"""Papers 文书: facts gathered once for a paper's scope, what people add to it, and its files."""
