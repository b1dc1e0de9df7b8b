"""Programs that measure the bot and print ratios."""
