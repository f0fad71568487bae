"""The composer: where words are written while the drill goes on behind it."""
