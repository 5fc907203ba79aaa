"""Identifiers and their key documents: did:key, did:jwk, did:web, and the metadata of an https issuer. No network."""
