"""Activities: what was done: contacts, events, sessions, artefacts, readings, with evidence."""
