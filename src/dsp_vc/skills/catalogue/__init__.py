"""The catalogue: skills, occupations, what they are called, how they hang together; read from published taxonomies."""
