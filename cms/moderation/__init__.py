"""Nobody publishes alone: review by department, technical edit, approval of exactly one revision by the board."""
