"""One family's year, played over HTTP against the local stack, with every invariant checked at the end."""
