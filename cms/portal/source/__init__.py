"""Where the portal's pages come from: one port, two adapters (ADR 0070)."""
