"""Work at its hour 到点的事: what the clock does by itself, declared in code, once in each slot."""
