"""Updates on their way in: stored before they are confirmed, handled in order per chat, each in one transaction."""
