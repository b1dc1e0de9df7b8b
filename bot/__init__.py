"""Telegram bot of the regional youth programme «Кадры будущего для регионов»."""
