"""An issuer: its folder with profile and keys, and what it signs."""
