"""Whom the operator believes: issuer cards, lists of issuers, and the documents that come with them."""
