"""Securing mechanisms: what is signed how. They take public keys as arguments and never resolve one."""
