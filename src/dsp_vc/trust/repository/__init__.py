"""A list of issuers that somebody publishes, as its reader sees it: the zip, the check, what is kept of it."""
