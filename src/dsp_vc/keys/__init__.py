"""Public keys, signers, and the age files that keep private keys. Nothing here shows a private key."""
