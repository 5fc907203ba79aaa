"""What is asked for, what answers it, and the message that carries the answer."""
