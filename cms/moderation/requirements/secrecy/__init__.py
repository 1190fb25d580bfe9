"""No State secret on a public page (R104, DOMAIN E15): the declaration, and the scan for marks of secrecy."""
