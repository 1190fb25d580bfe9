"""The screens that keep the catalogue true: decisions and their clocks, reports, processing figures."""
