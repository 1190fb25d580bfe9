"""Rooms, markets, houses and charts."""

from cms.demo.pictures.canvas import Canvas


def meeting_room(c: Canvas) -> None:
    c.gradient(["F3EDE0", "E7DDC9"])
    for n in range(4):
        left = 0.06 + n * 0.235
        c.box(left, 0.08, left + 0.19, 0.42, "BFD9E4")
        c.polygon([(left, 0.42), (left, 0.3), (left + 0.1, 0.24), (left + 0.19, 0.33), (left + 0.19, 0.42)], "8DB59D")
        c.box(left + 0.092, 0.08, left + 0.098, 0.42, "F8F4EA")
    c.polygon([(0.16, 0.58), (0.84, 0.58), (1.02, 0.86), (-0.02, 0.86)], "7A4E32")
    c.polygon([(-0.02, 0.86), (1.02, 0.86), (1.02, 0.92), (-0.02, 0.92)], "5E3A24")
    for n in range(7):
        x = 0.21 + n * 0.097
        c.box(x - 0.03, 0.45, x + 0.03, 0.585, "3F5468", radius=0.008)
    for n in range(6):
        x = 0.13 + n * 0.148
        c.polygon([(x - 0.03, 0.7), (x + 0.03, 0.7), (x + 0.04, 0.76), (x - 0.04, 0.76)], "FDFBF5")
        c.box(x + 0.05, 0.66, x + 0.062, 0.72, "A8CCD8", radius=0.003)
    for n in range(5):
        x = 0.1 + n * 0.2
        c.box(x - 0.05, 0.86, x + 0.05, 1.02, "2F4254", radius=0.014)
    for x, tint in ((0.44, "C8553D"), (0.5, "E7B04B"), (0.56, "D97B93")):
        c.disc((x, 0.63), 0.022, tint)
    c.polygon([(0.46, 0.66), (0.54, 0.66), (0.53, 0.7), (0.47, 0.7)], "EFE7D6")


def market_hall(c: Canvas) -> None:
    c.gradient(["FBE7C6", "F6D6A8", "E9BE8C"])
    for n in range(6):
        x = n * 0.2
        c.polygon([(x - 0.1, 0.26), (x, 0.06), (x + 0.1, 0.26)], "9C6644" if n % 2 else "A9744F")
    c.box(0, 0.25, 1, 0.29, "6E4630")
    tints = ["C8443A", "E2A72E", "4C8C4A", "3D7EA6", "B9577E", "E07B39"]
    for row in range(3):
        y = 0.42 + row * 0.2
        for n in range(5):
            left = n * 0.21 - 0.03 * row
            awning = tints[(n + row * 2) % 6]
            for strip in range(6):
                x = left + strip * 0.031
                c.polygon(
                    [(x, y - 0.08), (x + 0.031, y - 0.08), (x + 0.036, y), (x - 0.003, y)],
                    awning if strip % 2 else "F7F1E3",
                )
            c.box(left, y + 0.06, left + 0.18, y + 0.13, "8A5A3A")
            for _ in range(24):
                c.disc(
                    (left + c.chance.uniform(0.01, 0.17), y + c.chance.uniform(0.035, 0.062)),
                    0.008,
                    c.chance.choice(tints),
                )


def alley_houses(c: Canvas) -> None:
    c.gradient(["8CC8E4", "E2F1EE", "F3E6CF"], bottom=0.7)
    walls = ["F2C879", "E8A07A", "A9CBB7", "F0DDB8", "D98C7A", "BFD3E0"]
    for n in range(5):
        scale = 1 - n * 0.17
        for side in (-1, 1):
            outer, inner = 0.5 + side * 0.52 * scale, 0.5 + side * 0.52 * (scale - 0.17)
            top, bottom = 0.5 - 0.44 * scale, 0.56 + 0.46 * scale
            c.polygon(
                [
                    (outer, top),
                    (inner, 0.5 - 0.44 * (scale - 0.17) - 0.02),
                    (inner, 0.56 + 0.46 * (scale - 0.17)),
                    (outer, bottom),
                ],
                walls[(n * 2 + (side > 0)) % 6],
            )
            for floor in range(2):
                t = 0.3 + floor * 0.3
                y = top + (bottom - top) * t
                x = outer * 0.62 + inner * 0.38
                c.box(
                    min(x, x - side * 0.045 * scale),
                    y,
                    max(x, x - side * 0.045 * scale),
                    y + 0.1 * scale,
                    "4F6D7A",
                    radius=0.003,
                )
    c.polygon([(0.42, 0.63), (0.58, 0.63), (1.0, 1), (0.0, 1)], "B9B0A2")
    for n in range(7):
        y = 0.24 + n * 0.03
        c.line([(0.06 + n * 0.05, y), (0.5, y + 0.035), (0.94 - n * 0.05, y)], "4A5660", width=0.0012)
        for lamp in range(3):
            c.disc((0.3 + lamp * 0.2, y + 0.03), 0.006, ["D8452F", "F0B43A", "D8452F"][lamp])
    for x in (0.12, 0.86):
        c.tree((x, 0.98), 0.26, trunk="6B4B33", crown=["3F8F55", "55A468"])


def _axes(c: Canvas) -> None:
    c.gradient(["F7F9FA", "EEF3F5"])
    for n in range(6):
        y = 0.16 + n * 0.13
        c.line([(0.1, y), (0.93, y)], "D5DEE3", width=0.0015)
    c.line([(0.1, 0.1), (0.1, 0.81), (0.93, 0.81)], "5B6F7B", width=0.003)


def chart_visits(c: Canvas) -> None:
    _axes(c)
    for n, height in enumerate((0.22, 0.3, 0.27, 0.38, 0.46, 0.52)):
        left = 0.15 + n * 0.128
        c.box(left, 0.808 - height * 0.82, left + 0.042, 0.808, "9CC3D6", radius=0.003)
        c.box(left + 0.048, 0.808 - height, left + 0.09, 0.808, "1F6E8C", radius=0.003)


def chart_investment(c: Canvas) -> None:
    _axes(c)
    lines = (
        ("C8553D", (0.68, 0.64, 0.6, 0.5, 0.46, 0.34, 0.26)),
        ("2D7D5B", (0.74, 0.72, 0.66, 0.64, 0.56, 0.5, 0.45)),
    )
    for tint, heights in lines:
        points = [(0.14 + n * 0.125, y) for n, y in enumerate(heights)]
        c.line(points, tint, width=0.005)
        for point in points:
            c.disc(point, 0.009, tint)
            c.disc(point, 0.004, "F7F9FA")


def chart_files(c: Canvas) -> None:
    c.gradient(["F6F4EF", "ECE8DF"])
    tints = ["2A6F97", "61A5C2", "A9D6E5", "E9C46A", "E76F51"]
    start = -90.0
    x, y, r = 0.5 * c.width, 0.5 * c.height, 0.24 * c.width
    for tint, share in zip(tints, (0.46, 0.22, 0.16, 0.1, 0.06), strict=True):
        end = start + 360 * share
        c.draw.pieslice(((x - r, y - r), (x + r, y + r)), start, end, fill="#" + tint, outline="#F6F4EF", width=6)
        start = end
    c.disc((0.5, 0.5), 0.12, "F1EEE7")
    for n, tint in enumerate(tints):
        c.box(0.8, 0.3 + n * 0.08, 0.83, 0.345 + n * 0.08, tint, radius=0.003)
        c.box(0.845, 0.315 + n * 0.08, 0.93 - 0.012 * n, 0.33 + n * 0.08, "B7B1A4", radius=0.002)
