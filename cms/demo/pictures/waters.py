"""River, lagoon, coast and harbour."""

import math

from cms.demo.pictures.canvas import Canvas


def river_dawn(c: Canvas) -> None:
    c.gradient(["2F5D8A", "7FA6C4", "F3C9A5", "FCE6C9"], bottom=0.56)
    c.glow((0.66, 0.46), 0.22, "FFF1D0", strength=0.9)
    c.disc((0.66, 0.46), 0.028, "FFF6DF")
    for base, height, code in ((0.54, 0.16, "8FA9BD"), (0.56, 0.12, "6C8BA3"), (0.57, 0.07, "4C6F80")):
        c.ridge(base=base, height=height, code=code, bottom=0.6)
    c.gradient(["E9C7A4", "9DB4BE", "3F6C86", "24506B"], top=0.56)
    c.ripples(top=0.58, bottom=1.0, code="F7DDBB", count=120)
    c.boat((0.32, 0.74), 0.15, hull="1E3442", roof="34505E")
    c.boat((0.55, 0.64), 0.07, hull="2A4656", roof="45616F")
    for step in range(9):
        c.palm((0.02 + 0.022 * step, 0.6), c.chance.uniform(0.08, 0.17), "23424E")


def bridge_evening(c: Canvas) -> None:
    c.gradient(["1B2A4E", "57447A", "C9697A", "F6B38A"], bottom=0.6)
    c.ridge(base=0.6, height=0.12, code="4A3A63", bottom=0.64)
    c.gradient(["E19A85", "7A4F78", "2A2A54", "171D3D"], top=0.6)
    c.ripples(top=0.62, bottom=1.0, code="F2B08F", count=110)
    for span in range(6):
        x = 0.03 + span * 0.16
        c.arc((x + 0.08, 0.585), (0.08, 0.13), (180, 360), "F3D7C2", width=0.006)
        c.line([(x, 0.585), (x, 0.68)], "3A2E52", width=0.012)
        for rib in range(1, 8):
            rx = x + rib * 0.02
            rise = 0.13 * math.sqrt(max(0.0, 1 - ((rib - 4) / 4) ** 2))
            c.line([(rx, 0.585), (rx, 0.585 - rise)], "D9B7AE", width=0.0015)
        c.glow((x + 0.08, 0.575), 0.02, "FFE2A8")
    c.line([(0, 0.59), (1, 0.59)], "F3D7C2", width=0.007)
    c.line([(0.99, 0.585), (0.99, 0.68)], "3A2E52", width=0.012)


def lantern_night(c: Canvas) -> None:
    c.gradient(["0B1533", "15244A", "2B3566"], bottom=0.55)
    c.disc((0.8, 0.16), 0.03, "F4ECD0")
    c.ridge(base=0.54, height=0.1, code="0E1A3A", bottom=0.58)
    c.gradient(["1E2C57", "111B3E", "090F26"], top=0.54)
    for _ in range(60):
        depth = c.chance.random()
        x, y = c.chance.random(), 0.58 + 0.4 * depth
        size = 0.004 + 0.014 * depth
        tint = c.chance.choice(["FFB35C", "FF8A4C", "FFD27A", "F2716B"])
        c.glow((x, y), size * 5, tint, strength=0.5)
        c.polygon(
            [(x - size, y), (x + size, y), (x + size * 0.6, y + size * 0.9), (x - size * 0.6, y + size * 0.9)], tint
        )
        c.disc((x, y - size * 0.3), size * 0.45, "FFF3CF")


def boats_festival(c: Canvas) -> None:
    c.gradient(["6FB7D6", "BFE3EA", "F4F4E4"], bottom=0.48)
    c.ridge(base=0.48, height=0.12, code="7FAF9C", bottom=0.5)
    c.ridge(base=0.49, height=0.06, code="4F8A76", bottom=0.52)
    c.gradient(["A9D7DA", "4E9BB0", "1F6C88"], top=0.48)
    c.ripples(top=0.5, bottom=1.0, code="D8F0EE", count=130)
    hulls = ["B23A32", "1F5F8B", "D98B2B", "2D7D5B", "8A3B68"]
    for n, (x, y, size) in enumerate(
        [(0.2, 0.6, 0.13), (0.5, 0.58, 0.11), (0.78, 0.64, 0.15), (0.38, 0.8, 0.22), (0.74, 0.88, 0.26)]
    ):
        c.boat((x, y), size, hull=hulls[n], roof="F2E3C4")
        c.line([(x, y - size * 0.3), (x, y - size * 0.8)], "5A4634", width=0.003)
        c.polygon([(x, y - size * 0.8), (x + size * 0.3, y - size * 0.7), (x, y - size * 0.58)], hulls[(n + 2) % 5])


def lagoon_nets(c: Canvas) -> None:
    c.gradient(["F0D7B6", "F7E9D2", "DCE8E4"], bottom=0.45)
    c.ridge(base=0.46, height=0.08, code="A9BDB8", bottom=0.48)
    c.gradient(["E4E4D4", "A8C3C0", "5F8F95", "3D717C"], top=0.45)
    c.ripples(top=0.47, bottom=1.0, code="F3EFE0", count=100)
    for row, (y, height) in enumerate(((0.56, 0.1), (0.68, 0.16), (0.84, 0.26))):
        for post in range(7 - row):
            x = 0.06 + post * (0.14 + 0.03 * row) + 0.03 * row
            c.line([(x, y), (x + 0.004, y - height)], "4B4237", width=0.0025 + 0.001 * row)
            c.line([(x, y - height), (x + 0.07 + 0.015 * row, y - height * 0.35)], "7A6C58", width=0.0014)
            c.line(
                [(x + 0.14 + 0.03 * row, y - height), (x + 0.07 + 0.015 * row, y - height * 0.35)],
                "7A6C58",
                width=0.0014,
            )


def harbour_cranes(c: Canvas) -> None:
    c.gradient(["F7A65A", "F9CE92", "FBE8C8"], bottom=0.62)
    c.glow((0.24, 0.42), 0.16, "FFF3D4", strength=0.9)
    c.ridge(base=0.62, height=0.08, code="C08A5E", bottom=0.66)
    for x, height in ((0.3, 0.42), (0.52, 0.5), (0.76, 0.46)):
        top = 0.64 - height
        c.line([(x, 0.66), (x + 0.03, top)], "2E3A46", width=0.008)
        c.line([(x + 0.09, 0.66), (x + 0.06, top)], "2E3A46", width=0.008)
        c.line([(x - 0.16, top), (x + 0.18, top)], "2E3A46", width=0.009)
        c.line([(x + 0.045, top - 0.1), (x - 0.14, top)], "2E3A46", width=0.003)
        c.line([(x + 0.045, top - 0.1), (x + 0.16, top)], "2E3A46", width=0.003)
        c.line([(x + 0.03, top), (x + 0.045, top - 0.1), (x + 0.06, top)], "2E3A46", width=0.004)
        c.line([(x - 0.1, top), (x - 0.1, top + 0.16)], "2E3A46", width=0.002)
    for row in range(3):
        for column in range(13):
            tint = c.chance.choice(["A8423A", "2F6690", "D9A441", "4A7C59", "7D5A83"])
            left = 0.03 + column * 0.073
            if c.chance.random() < 0.85 - 0.25 * row:
                c.box(left, 0.66 - 0.06 * (row + 1), left + 0.068, 0.655 - 0.06 * row, tint)
    c.gradient(["8A7A66", "3E5665", "23404F"], top=0.66)
    c.ripples(top=0.68, bottom=1.0, code="E6B27A", count=110)


def coast_promenade(c: Canvas) -> None:
    c.gradient(["4FA3D1", "A5D8EA", "E8F5F2"], bottom=0.42)
    c.ridge(base=0.42, height=0.1, code="6F9F92", bottom=0.44)
    c.gradient(["3C8DB0", "6FBCC9", "BFE3DA"], top=0.42, bottom=0.72)
    c.ripples(top=0.44, bottom=0.7, code="E6F7F3", count=70)
    c.gradient(["EBDDBC", "E3D0A6"], top=0.72)
    c.polygon([(0.3, 0.72), (1, 0.5), (1, 1), (0, 1), (0, 0.84)], "E9D8B4")
    c.polygon([(0, 0.9), (1, 0.6), (1, 1), (0, 1)], "C9BFAE")
    c.line([(0, 0.89), (1, 0.59)], "FFFFFF", width=0.005)
    for step in range(7):
        t = step / 6
        x, y = 0.04 + 0.9 * t, 0.885 - 0.28 * t
        size = 0.26 - 0.16 * t
        c.tree((x, y), size, trunk="6B4F3A", crown=["2F7D5B", "3E9168", "256B4C"])
    for step in range(5):
        t = step / 4
        x, y = 0.2 + 0.62 * t, 0.95 - 0.21 * t
        w = 0.05 - 0.025 * t
        c.box(x, y - w * 0.5, x + w * 1.4, y - w * 0.3, "7A5B40", radius=0.002)
        c.box(x + w * 0.1, y - w * 0.3, x + w * 0.2, y, "55402E")
        c.box(x + w * 1.2, y - w * 0.3, x + w * 1.3, y, "55402E")


def beach_morning(c: Canvas) -> None:
    c.gradient(["FAD7B5", "FBE9D7", "D5ECEC"], bottom=0.46)
    c.glow((0.3, 0.44), 0.2, "FFF4DC", strength=0.9)
    c.disc((0.3, 0.44), 0.025, "FFF8E8")
    c.gradient(["A8D6DA", "74BFC8", "BFE6E2"], top=0.46, bottom=0.72)
    c.ripples(top=0.48, bottom=0.66, code="FDF1E0", count=80)
    c.polygon([(0, 0.7), (0.3, 0.665), (0.6, 0.7), (1, 0.66), (1, 1), (0, 1)], "F1DFC0")
    c.line([(0, 0.705), (0.3, 0.67), (0.6, 0.705), (1, 0.665)], "FFFFFF", width=0.008)
    for _ in range(14):
        x, y = c.chance.uniform(0.05, 0.95), c.chance.uniform(0.78, 0.97)
        c.arc((x, y), (0.012, 0.01), (200, 340), "D5BE98", width=0.003)
    for x, tint in ((0.62, "C8553D"), (0.76, "2A7F9E"), (0.88, "E0A030")):
        c.line([(x, 0.86), (x, 0.7)], "7A6048", width=0.004)
        c.polygon([(x - 0.06, 0.73), (x, 0.66), (x + 0.06, 0.73)], tint)


def lighthouse_cape(c: Canvas) -> None:
    c.gradient(["34568B", "7E9CC0", "F1C6A8"], bottom=0.6)
    c.gradient(["C9B3A6", "4F7290", "24466A"], top=0.6)
    c.ripples(top=0.62, bottom=1.0, code="F5D3B6", count=100)
    c.polygon([(0.42, 0.62), (0.6, 0.42), (0.74, 0.36), (0.88, 0.4), (1, 0.34), (1, 0.78), (0.7, 0.72)], "4B5D52")
    c.polygon([(0.55, 0.66), (0.74, 0.46), (1, 0.5), (1, 0.8), (0.72, 0.74)], "3A4A42")
    c.polygon([(0.715, 0.37), (0.785, 0.37), (0.772, 0.14), (0.728, 0.14)], "F6F1E7")
    for band in range(3):
        y = 0.19 + band * 0.06
        c.polygon([(0.7265, y), (0.7735, y), (0.776, y + 0.028), (0.724, y + 0.028)], "B8433B")
    c.box(0.722, 0.115, 0.778, 0.145, "2B3440", radius=0.002)
    c.polygon([(0.725, 0.115), (0.75, 0.08), (0.775, 0.115)], "2B3440")
    c.glow((0.75, 0.13), 0.1, "FFF2C2", strength=0.8)
    c.boat((0.22, 0.74), 0.1, hull="1D2F44", roof="D9C7A8")
