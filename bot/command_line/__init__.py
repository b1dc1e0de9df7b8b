"""The command line: ``python -m bot КОМАНДА``.

``arguments`` knows every command; a command's own module is imported only when it is called, so that ``--help`` and
the small commands do not pay for aiogram (2.5 s, 165 MB).
"""
