"""RDF as far as signatures need it: pinned contexts, the guard, expansion to quads, RDFC-1.0."""
