"""How matters are judged: pure functions on matters, steps, routes and an instant."""
