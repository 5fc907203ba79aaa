"""The command line: words in, one action called, the result shown. No logic of its own."""
