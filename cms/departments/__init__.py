"""Units, memberships, boards, regulations, the calendar's days, and the only `may`."""
