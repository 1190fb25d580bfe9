"""Official English names, and the style guard that holds a translation against them (R076).

`guard` is pure: values in, hints out. The models keep what an agency decided its names are.
"""
