"""Data Integrity 1.0: proofs embedded in a JSON-LD document. One file a cryptosuite."""
