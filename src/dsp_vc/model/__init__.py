"""The record and its two renderings; pure data, no keys, no files, no clock."""
