"""The organisation in the Wagtail admin: each screen asks the policy and goes through an action."""
