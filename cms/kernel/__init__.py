"""What every layer may use and what uses no layer: text, calendar, periods, money, errors. No models."""
