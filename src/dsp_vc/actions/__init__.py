"""What a face asks for, one function each. Here the clock is read and the files are opened; no words are chosen."""
