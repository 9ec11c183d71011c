"""The Sphinx adapter: turns pages into scenarios, and recordings into what pages show."""
