"""API tokens: who asks, when a program asks (docs/api-tokens.md)."""
