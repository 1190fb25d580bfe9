"""What a text must have to be submitted, as checkers that features register."""
