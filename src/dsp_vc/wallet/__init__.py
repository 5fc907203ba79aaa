"""The wallet: one encrypted file of the person's own."""
