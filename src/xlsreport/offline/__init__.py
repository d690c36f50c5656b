"""The checker without installation: one web page that carries Python, this package and the libraries that it needs.

browser_engine/      prepares and reads the engine: Python for browsers and the libraries
checker_settings.py  what the page knows of a report or a round
checker_page.py      builds the page
browser_session.py   what runs in the page
page/                its markup, style and scripts
"""
