"""What runs when: APScheduler decides when to look, never what is due."""
