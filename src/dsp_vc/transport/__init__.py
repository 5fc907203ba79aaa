"""Bytes to and from a QR code."""
