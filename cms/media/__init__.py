"""Images and files: private until a live page uses them."""
