"""Records, the hash chain, and the situation folded from them: bytes in, bytes out."""
