### The season: when there is none yet.

season-missing = The season has not been loaded yet. Come back later.
