"""Verification: a pure function of bytes, trust, evidence, policy and clock, to a report. It opens no socket, ever."""
