"""What every page type shares: the base mixin, blocks, presenters, panels."""
