"""The register of what an issuer issued: who may not be issued to twice, which status index belongs to what, and where
each credential went. Of the person it holds nothing that the issuer's key does not open."""
