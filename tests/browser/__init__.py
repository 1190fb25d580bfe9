"""Pages in a real browser: Debian's chromium, driven by Playwright; axe-core comes from npm at the first run."""
