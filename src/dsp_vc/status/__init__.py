"""Status lists: their arithmetic, how they are written and read. Whether to believe one is verification's question."""
