"""Mountains, fields, villages and sky."""

import math
from itertools import pairwise

from cms.demo.pictures.canvas import Canvas


def mountain_layers(c: Canvas) -> None:
    c.gradient(["BFD8E8", "E9EFE9", "F6E7CF"])
    tints = ["B7CBD3", "98B4BF", "7799A6", "567D89", "3B616B", "26474E"]
    for n, tint in enumerate(tints):
        c.ridge(base=0.45 + n * 0.11, height=0.22, code=tint, roughness=4 + n)


def mountain_pass(c: Canvas) -> None:
    c.gradient(["7DB4D8", "CFE5EC", "F2EFDC"])
    c.ridge(base=0.5, height=0.26, code="8FB1B8")
    c.ridge(base=0.62, height=0.26, code="5E8F7E")
    c.ridge(base=0.8, height=0.24, code="3F7459")
    road = [(0.98, 0.56), (0.7, 0.62), (0.9, 0.7), (0.5, 0.76), (0.82, 0.85), (0.3, 1.02)]
    for width, tint in ((0.03, "8C7B62"), (0.024, "D8C9A8")):
        for n, (start, end) in enumerate(pairwise(road)):
            c.line([start, end], tint, width=width * (0.3 + 0.22 * n))
    c.box(0.14, 0.6, 0.152, 0.72, "EDE6D6")
    c.polygon([(0.135, 0.72), (0.157, 0.72), (0.165, 0.75), (0.127, 0.75)], "B9AF9A")
    for _ in range(22):
        c.tree(
            (c.chance.uniform(0, 1), c.chance.uniform(0.9, 1.02)),
            c.chance.uniform(0.1, 0.2),
            trunk="3A2E22",
            crown=["2F6B4A", "3B7F58", "245A3D"],
        )


def ridge_sunset(c: Canvas) -> None:
    c.gradient(["3B2C56", "8C4468", "E5785F", "FBC77D"])
    c.glow((0.42, 0.62), 0.24, "FFE7AE", strength=0.95)
    c.disc((0.42, 0.62), 0.045, "FFF1C9")
    for n, tint in enumerate(["8A4E63", "633A57", "412944", "261A2E"]):
        c.ridge(base=0.72 + n * 0.1, height=0.16, code=tint, roughness=5 + n)
    for step in range(6):
        x = 0.62 + step * 0.028
        c.box(x, 0.795 - 0.006 * step, x + 0.006, 0.83 - 0.006 * step, "120C18")
        c.disc((x + 0.003, 0.789 - 0.006 * step), 0.005, "120C18")


def rain_mountains(c: Canvas) -> None:
    c.gradient(["4A5B69", "73858F", "A3B1B4"])
    c.ridge(base=0.55, height=0.24, code="7C8D93")
    c.ridge(base=0.66, height=0.22, code="5E7278")
    c.soften(14)
    c.ridge(base=0.82, height=0.18, code="41585B")
    c.ridge(base=0.95, height=0.14, code="2C4244")
    for _ in range(420):
        x, y = c.chance.uniform(-0.05, 1.05), c.chance.uniform(-0.05, 1.0)
        length = c.chance.uniform(0.02, 0.06)
        c.line([(x, y), (x - length * 0.18, y + length)], c.chance.choice(["B9C6CA", "8FA0A6"]), width=0.0009)


def rice_fields(c: Canvas) -> None:
    c.gradient(["8CC6E0", "DDEFEA", "F7F2DA"], bottom=0.4)
    c.ridge(base=0.4, height=0.12, code="7FA79B", bottom=0.44)
    greens = ["A9C65A", "8FB64C", "76A544", "5E943C", "B8CF6B", "6B9E3E"]
    for n in range(9):
        y = 0.4 + (n / 9) ** 1.35 * 0.62
        lower = 0.4 + ((n + 1) / 9) ** 1.35 * 0.62
        points = [(x / 20, y + 0.012 * math.sin(x * 0.9 + n)) for x in range(21)]
        c.polygon([*points, (1, lower + 0.05), (0, lower + 0.05)], greens[n % len(greens)])
        c.line(points, "E7E3B4", width=0.0025)
    for x in (0.16, 0.22, 0.27):
        c.palm((x, 0.47), c.chance.uniform(0.14, 0.2), "3C5A34")
    c.box(0.3, 0.43, 0.37, 0.475, "D9C3A0")
    c.polygon([(0.285, 0.435), (0.335, 0.385), (0.385, 0.435)], "A4523F")


def school_hills(c: Canvas) -> None:
    c.gradient(["6DB3DE", "C5E4EE", "F6F3E2"], bottom=0.6)
    c.ridge(base=0.52, height=0.18, code="7FAE93")
    c.ridge(base=0.62, height=0.14, code="5F9A74")
    c.polygon([(0, 0.74), (0.3, 0.68), (0.7, 0.7), (1, 0.66), (1, 1), (0, 1)], "7DB562")
    c.box(0.26, 0.52, 0.74, 0.72, "F4E6C8")
    c.polygon([(0.23, 0.53), (0.3, 0.42), (0.7, 0.42), (0.77, 0.53)], "B5503C")
    for n in range(7):
        left = 0.29 + n * 0.062
        c.box(left, 0.56, left + 0.04, 0.62, "5B8FA8" if n != 3 else "7A5230")
        if n == 3:
            c.box(left, 0.58, left + 0.04, 0.72, "7A5230")
    c.polygon([(0.48, 0.72), (0.54, 0.72), (0.66, 1), (0.3, 1)], "E6D5B0")
    for x in (0.08, 0.16, 0.84, 0.92):
        c.tree((x, c.chance.uniform(0.74, 0.8)), 0.3, trunk="6A4A32", crown=["3E8E52", "4FA262", "2F7A45"])


def tree_avenue(c: Canvas) -> None:
    c.gradient(["A7D7E8", "E5F3E6", "F8F4DC"], bottom=0.64)
    c.polygon([(0, 0.62), (1, 0.62), (1, 1), (0, 1)], "8DBB6A")
    c.polygon([(0.47, 0.6), (0.53, 0.6), (0.82, 1), (0.18, 1)], "E2D2B0")
    for step in range(8):
        t = ((step + 1) / 8) ** 1.6
        y, size = 0.6 + 0.4 * t, 0.14 + 0.5 * t
        for side in (-1, 1):
            c.tree(
                (0.5 + side * (0.05 + 0.4 * t), y), size, trunk="6B4B33", crown=["4C9A58", "62B06B", "3A8248", "7CC07A"]
            )


def kites_sky(c: Canvas) -> None:
    c.gradient(["2F8FCB", "7CC4E6", "D6F0F4"])
    for _ in range(5):
        x, y = c.chance.uniform(0.05, 0.9), c.chance.uniform(0.08, 0.6)
        for puff in range(6):
            c.disc((x + puff * 0.022, y + c.chance.uniform(-0.012, 0.012)), c.chance.uniform(0.018, 0.032), "F2FAFB")
    tints = ["D9483B", "F2B134", "2E9C6A", "7A4BA0", "EE7D31", "1E6FB8", "D6457F"]
    for n in range(11):
        x, y, s = c.chance.uniform(0.08, 0.92), c.chance.uniform(0.08, 0.66), c.chance.uniform(0.025, 0.06)
        tint, other = tints[n % 7], tints[(n + 3) % 7]
        c.polygon([(x, y - s * 1.5), (x + s, y), (x, y + s * 1.9), (x - s, y)], tint)
        c.polygon([(x, y - s * 1.5), (x + s, y), (x, y)], other)
        tail = [(x + math.sin(k * 0.9) * 0.012, y + s * 1.9 + k * 0.014) for k in range(9)]
        c.line(tail, other, width=0.003)
    c.ridge(base=0.99, height=0.08, code="3F7F5A")


def plane_clouds(c: Canvas) -> None:
    c.gradient(["1F5F9E", "6FAEDB", "F4D9BE", "F9EBDA"])
    for row in range(4):
        for _ in range(30):
            x, y = c.chance.uniform(-0.05, 1.05), 0.7 + row * 0.1 + c.chance.uniform(-0.03, 0.03)
            c.disc((x, y), c.chance.uniform(0.03, 0.07), ["F7E4D2", "F3EBE4", "FFFFFF", "E9F0F5"][row])
    body = "F5F7FA"
    c.polygon([(0.28, 0.44), (0.66, 0.3), (0.72, 0.3), (0.7, 0.335), (0.3, 0.475)], body)
    c.polygon([(0.47, 0.39), (0.36, 0.22), (0.4, 0.21), (0.56, 0.355)], "C9D3DE")
    c.polygon([(0.49, 0.41), (0.58, 0.56), (0.62, 0.55), (0.575, 0.38)], "AEBBC9")
    c.polygon([(0.28, 0.45), (0.24, 0.36), (0.27, 0.355), (0.33, 0.435)], "2E6FA7")


def citadel_gate(c: Canvas) -> None:
    c.gradient(["79B8DC", "D3E9EE", "F8EBD0"], bottom=0.7)
    c.ridge(base=0.68, height=0.12, code="7F9F7A", bottom=0.75)
    c.polygon([(0, 0.74), (1, 0.74), (1, 1), (0, 1)], "D8C49C")
    c.polygon([(0.08, 0.78), (0.92, 0.78), (0.88, 0.46), (0.12, 0.46)], "A96A4B")
    for row in range(8):
        y = 0.48 + row * 0.038
        c.line([(0.115 - row * 0.004, y), (0.885 + row * 0.004, y)], "93583D", width=0.0016)
    for x, half in ((0.5, 0.07), (0.27, 0.045), (0.73, 0.045)):
        c.box(x - half, 0.62, x + half, 0.78, "3A261E")
        c.disc((x, 0.62), half, "3A261E")
    for level, (half, y) in enumerate(((0.28, 0.46), (0.19, 0.34))):
        c.box(0.5 - half * 0.86, y - 0.08, 0.5 + half * 0.86, y, "C0402F")
        for pillar in range(9):
            x = 0.5 - half * 0.82 + pillar * half * 0.205
            c.box(x, y - 0.08, x + 0.007, y, "7E2A20")
        c.polygon(
            [
                (0.5 - half * 1.2, y - 0.06),
                (0.5 - half, y - 0.1),
                (0.5 - half * 0.7, y - 0.14),
                (0.5 + half * 0.7, y - 0.14),
                (0.5 + half, y - 0.1),
                (0.5 + half * 1.2, y - 0.06),
            ],
            ["D9A23B", "E3B24E"][level],
        )
    c.polygon([(0.44, 0.78), (0.56, 0.78), (0.7, 1), (0.3, 1)], "EBDDBD")


def stupa_silhouette(c: Canvas) -> None:
    c.gradient(["F29E6B", "F8C58C", "FCE9C4"])
    c.glow((0.52, 0.42), 0.24, "FFF6DB", strength=0.95)
    c.ridge(base=0.8, height=0.12, code="B77A55")
    tint = "5A3B33"
    c.polygon([(0.26, 0.86), (0.74, 0.86), (0.7, 0.8), (0.3, 0.8)], tint)
    c.polygon([(0.32, 0.8), (0.68, 0.8), (0.64, 0.72), (0.36, 0.72)], tint)
    c.disc((0.5, 0.68), 0.1, tint)
    c.polygon([(0.43, 0.62), (0.57, 0.62), (0.515, 0.36), (0.505, 0.16), (0.495, 0.16), (0.485, 0.36)], tint)
    for x, size in ((0.16, 0.5), (0.84, 0.5), (0.06, 0.36), (0.94, 0.36)):
        c.polygon(
            [
                (x - 0.05 * size * 2, 0.86),
                (x + 0.05 * size * 2, 0.86),
                (x + 0.006, 0.86 - size * 0.6),
                (x - 0.006, 0.86 - size * 0.6),
            ],
            "75493C",
        )
    c.polygon([(0, 0.86), (1, 0.86), (1, 1), (0, 1)], "3E2A28")
