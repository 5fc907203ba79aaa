"""Keeping a list of issuers and publishing it: a folder with its keys, edits to it, and the bundle that goes out.

What goes out is a repository of The Update Framework (TUF, specification 1.0), written by python-tuf's metadata API.
"""
