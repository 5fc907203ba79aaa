"""Text and bytes: strict JSON, JCS, bases, multibase, multikey, timestamps. Knows nothing of keys or credentials."""
