"""Compositions without flags, emblems or words."""

import math

from cms.demo.pictures.canvas import Canvas


def waves(c: Canvas) -> None:
    c.gradient(["0F3B57", "135B77"])
    for n in range(26):
        y, phase = 0.08 + n * 0.035, c.chance.uniform(0, 6.3)
        swing = 0.02 + 0.05 * math.sin(math.pi * n / 26)
        points = [(x / 60, y + swing * math.sin(x / 60 * 9 + phase + n * 0.2)) for x in range(-2, 63)]
        c.line(points, ["3FA7B5", "7FD1C9", "F2C879", "2B87A3"][n % 4], width=0.0028)


def compass(c: Canvas) -> None:
    c.gradient(["163A4F", "1F5566", "2B7278"])
    for radius in (0.3, 0.285, 0.2, 0.1):
        c.ring((0.5, 0.5), radius, "8FC4BF", width=0.002)
    for n in range(72):
        a = math.radians(n * 5)
        inner = 0.262 if n % 6 else 0.245
        c.line([_around(a, inner), _around(a, 0.28)], "BFE0DA", width=0.002)
    for n in range(8):
        a, long = math.radians(n * 45 - 90), 0.26 if n % 2 == 0 else 0.15
        tip, left, right = _around(a, long), _around(a - 0.35, 0.05), _around(a + 0.35, 0.05)
        c.polygon([(0.5, 0.5), left, tip], "F3D9A2")
        c.polygon([(0.5, 0.5), right, tip], "C99A4B")
    c.disc((0.5, 0.5), 0.018, "163A4F")


def _around(angle: float, radius: float) -> tuple[float, float]:
    return (0.5 + math.cos(angle) * radius, 0.5 + math.sin(angle) * radius * 1.5)


def grid(c: Canvas) -> None:
    c.gradient(["F4EBDD", "EADBC4"])
    tints = ["1F5F7A", "4F9DA6", "F0B67F", "D66853", "7D8CA3", "F7F3EA"]
    for row in range(6):
        for column in range(9):
            left, top = 0.04 + column * 0.103, 0.06 + row * 0.148
            tint = c.chance.choice(tints)
            c.box(left, top, left + 0.095, top + 0.136, tint, radius=0.006)
            shape = c.chance.randrange(4)
            other = c.chance.choice([t for t in tints if t != tint])
            if shape == 0:
                c.disc((left + 0.0475, top + 0.068), 0.03, other)
            elif shape == 1:
                c.polygon([(left, top + 0.136), (left + 0.095, top + 0.136), (left + 0.095, top)], other)
            elif shape == 2:
                c.ring((left + 0.0475, top + 0.068), 0.03, other, width=0.008)


def network(c: Canvas) -> None:
    c.gradient(["13263F", "1D3F5E", "2C5F7C"])
    nodes = [(c.chance.uniform(0.05, 0.95), c.chance.uniform(0.08, 0.92)) for _ in range(42)]
    for n, one in enumerate(nodes):
        near = sorted(nodes, key=lambda other: math.dist(one, other))[1:4]
        for other in near:
            c.line([one, other], "4F87A3", width=0.0016)
        if n % 6 == 0:
            c.glow(one, 0.06, "8FE0D8", strength=0.5)
    for n, one in enumerate(nodes):
        c.disc(one, 0.012 if n % 6 == 0 else 0.007, "F2C879" if n % 6 == 0 else "A9DDE0")


def gift(c: Canvas) -> None:
    c.gradient(["F7E3D4", "F1CDB8", "E7B49C"])
    c.box(0.3, 0.42, 0.7, 0.86, "1F6B75", radius=0.008)
    c.box(0.28, 0.36, 0.72, 0.46, "2A8790", radius=0.006)
    c.box(0.47, 0.36, 0.53, 0.86, "F2C879")
    for side in (-1, 1):
        c.polygon([(0.5, 0.36), (0.5 + side * 0.14, 0.2), (0.5 + side * 0.17, 0.34)], "F2C879")
        c.polygon([(0.5, 0.36), (0.5 + side * 0.11, 0.25), (0.5 + side * 0.13, 0.33)], "D9A650")
    for _ in range(40):
        x, y = c.chance.random(), c.chance.random()
        if not (0.25 < x < 0.75 and 0.15 < y < 0.9):
            c.disc((x, y), c.chance.uniform(0.004, 0.01), c.chance.choice(["FFFFFF", "D66853", "2A8790", "F2C879"]))


def dialogue(c: Canvas) -> None:
    c.gradient(["E4F0F2", "CFE3E8"])
    bubbles = ((0.1, 0.14, 0.56, 0.48, "1F6E8C", -1), (0.44, 0.46, 0.9, 0.8, "E9A15B", 1))
    for left, top, right, bottom, tint, side in bubbles:
        c.box(left, top, right, bottom, tint, radius=0.03)
        x = left + 0.08 if side < 0 else right - 0.08
        c.polygon([(x - 0.03, bottom - 0.01), (x + 0.03, bottom - 0.01), (x + side * 0.05, bottom + 0.09)], tint)
        for row in range(3):
            c.box(
                left + 0.05,
                top + 0.08 + row * 0.075,
                right - 0.06 - 0.06 * row,
                top + 0.105 + row * 0.075,
                "FFFFFF",
                radius=0.006,
            )


def drops(c: Canvas) -> None:
    c.gradient(["EAF6F6", "CBE8EA", "A9D6DC"])
    for _ in range(34):
        x, y, s = c.chance.uniform(0.03, 0.97), c.chance.uniform(0.05, 0.95), c.chance.uniform(0.012, 0.045)
        tint = c.chance.choice(["2A8FA3", "4FB3BF", "7CC9CF", "D9534A"])
        c.disc((x, y), s, tint)
        c.polygon([(x - s * 0.88, y - s * 0.7), (x + s * 0.88, y - s * 0.7), (x, y - s * 3.2)], tint)
        c.disc((x - s * 0.3, y - s * 0.2), s * 0.22, "F4FBFB")
