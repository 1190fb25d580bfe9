"""How text becomes tokens: the same for what is indexed, asked, corrected and highlighted."""
