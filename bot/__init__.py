"""Telegram bot of the regional youth programme «Кадры будущего для регионов»."""

from bot import light_aiogram

light_aiogram.install()
