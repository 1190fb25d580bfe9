"""A drawing surface with the few shapes that every picture of the demo is made of. Coordinates are 0–1."""

import math
import random
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFilter

# Drawn twice as large and scaled down: Pillow draws without smoothing.
SIZE = (1200, 800)
OVERSAMPLING = 2

Colour = tuple[int, int, int]
Point = tuple[float, float]


def colour(code: str) -> Colour:
    """The colour of six hexadecimal digits."""
    return (int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16))


def mix(one: Colour, other: Colour, part: float) -> Colour:
    """A colour between two: `part` 0 is the first, 1 the second."""
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return (red, green, blue)


class Canvas:
    """One picture in the making; `chance` is seeded by the picture's key, so every load draws the same."""

    def __init__(self, seed: str) -> None:
        self.chance = random.Random(seed)  # noqa: S311 (shapes, not secrets)
        self.width, self.height = SIZE[0] * OVERSAMPLING, SIZE[1] * OVERSAMPLING
        self.image = Image.new("RGB", (self.width, self.height))
        self.draw = ImageDraw.Draw(self.image)

    def finished(self) -> Image.Image:
        """The picture in its final size."""
        return self.image.resize(SIZE, Image.Resampling.BOX)

    def _at(self, point: Point) -> Point:
        return (point[0] * self.width, point[1] * self.height)

    def gradient(self, stops: Sequence[str], *, top: float = 0.0, bottom: float = 1.0) -> None:
        """Fill a band from edge to edge with colours that run from top to bottom."""
        strip = Image.new("RGB", (1, len(stops)))
        for row, code in enumerate(stops):
            strip.putpixel((0, row), colour(code))
        high, low = round(top * self.height), round(bottom * self.height)
        band = strip.resize((1, max(low - high, 1)), Image.Resampling.BICUBIC)
        self.image.paste(band.resize((self.width, max(low - high, 1))), (0, high))

    def polygon(self, points: Sequence[Point], code: str) -> None:
        """A filled outline."""
        self.draw.polygon([self._at(p) for p in points], fill=colour(code))

    def line(self, points: Sequence[Point], code: str, *, width: float = 0.004) -> None:
        """A line of a width given as part of the picture's width."""
        self.draw.line([self._at(p) for p in points], fill=colour(code), width=round(width * self.width), joint="curve")

    def disc(self, centre: Point, radius: float, code: str) -> None:
        """A filled circle; the radius is a part of the picture's width."""
        x, y = self._at(centre)
        r = radius * self.width
        self.draw.ellipse((x - r, y - r, x + r, y + r), fill=colour(code))

    def ring(self, centre: Point, radius: float, code: str, *, width: float = 0.004) -> None:
        """A circle."""
        x, y = self._at(centre)
        r = radius * self.width
        self.draw.ellipse((x - r, y - r, x + r, y + r), outline=colour(code), width=round(width * self.width))

    def box(self, left: float, top: float, right: float, bottom: float, code: str, *, radius: float = 0.0) -> None:
        """A filled rectangle, with round corners if asked for."""
        corners = (left * self.width, top * self.height, right * self.width, bottom * self.height)
        self.draw.rounded_rectangle(corners, radius=radius * self.width, fill=colour(code))

    def arc(self, centre: Point, size: Point, angles: Point, code: str, *, width: float = 0.004) -> None:
        """A part of an ellipse; angles in degrees, clockwise from the right."""
        x, y = self._at(centre)
        dx, dy = size[0] * self.width, size[1] * self.height
        box = (x - dx, y - dy, x + dx, y + dy)
        self.draw.arc(box, angles[0], angles[1], fill=colour(code), width=round(width * self.width))

    def glow(self, centre: Point, radius: float, code: str, *, strength: float = 0.6) -> None:
        """Light that fades outwards: the sun behind haze, a lantern at night."""
        size = 96
        mask = Image.radial_gradient("L").resize((size, size)).point(lambda v: max(0, round((181 - v) * strength)))
        r = round(radius * self.width)
        mask = mask.resize((2 * r, 2 * r))
        x, y = self._at(centre)
        self.image.paste(colour(code), (round(x) - r, round(y) - r), mask)

    def ridge(self, *, base: float, height: float, code: str, roughness: int = 6, bottom: float = 1.0) -> None:
        """A line of hills from edge to edge: a few waves of chance laid over each other."""
        waves = [
            (self.chance.uniform(0.6, 1.0) / (n + 1), self.chance.uniform(0.7, 1.3) * (n + 1), self.chance.random())
            for n in range(roughness)
        ]
        total = sum(w[0] for w in waves)
        points: list[Point] = [(0, bottom)]
        for step in range(121):
            x = step / 120
            wave = sum(a * math.sin(2 * math.pi * (f * x + p)) for a, f, p in waves) / total
            points.append((x, base - height * (0.5 + 0.5 * wave)))
        self.polygon([*points, (1, bottom)], code)

    def ripples(self, *, top: float, bottom: float, code: str, count: int = 90, longest: float = 0.12) -> None:
        """Short strokes on water: longer and wider towards the viewer."""
        for _ in range(count):
            depth = self.chance.random() ** 1.5
            y = top + (bottom - top) * depth
            length = longest * (0.25 + 0.75 * depth) * self.chance.uniform(0.4, 1.0)
            x = self.chance.uniform(-0.05, 1.0)
            self.line([(x, y), (x + length, y)], code, width=0.0008 + 0.0016 * depth)

    def tree(self, foot: Point, height: float, *, trunk: str, crown: Sequence[str]) -> None:
        """A trunk and a cloud of leaves."""
        x, y = foot
        self.line([(x, y), (x, y - height * 0.55)], trunk, width=height * 0.045)
        for _ in range(26):
            angle, reach = self.chance.uniform(0, 2 * math.pi), self.chance.random() ** 0.6
            centre = (
                x + math.cos(angle) * reach * height * 0.26,
                y - height * 0.75 + math.sin(angle) * reach * height * 0.36,
            )
            self.disc(centre, height * self.chance.uniform(0.06, 0.11), self.chance.choice(crown))

    def palm(self, foot: Point, height: float, code: str) -> None:
        """A leaning trunk with a crown of fronds."""
        x, y = foot
        lean = self.chance.uniform(-0.12, 0.12) * height
        head = (x + lean, y - height)
        self.line([foot, (x + lean * 0.35, y - height * 0.5), head], code, width=0.006)
        for turn in range(9):
            angle = math.pi * (0.02 + 0.12 * turn)
            tip = (head[0] + math.cos(angle) * height * 0.26, head[1] - math.sin(angle) * height * 0.16 + 0.05)
            middle = ((head[0] + tip[0]) / 2, min(head[1], tip[1]) - 0.02)
            self.line([head, middle, tip], code, width=0.005)

    def boat(self, centre: Point, length: float, *, hull: str, roof: str) -> None:
        """A river boat with an arched roof."""
        x, y = centre
        h = length / 2
        self.polygon([(x - h, y), (x + h, y), (x + h * 0.75, y + h * 0.34), (x - h * 0.75, y + h * 0.34)], hull)
        self.polygon([(x - h, y), (x - h * 1.25, y - h * 0.28), (x - h * 0.8, y)], hull)
        self.polygon([(x + h, y), (x + h * 1.25, y - h * 0.28), (x + h * 0.8, y)], hull)
        points = [
            (x + math.cos(math.pi * s / 20) * h * 0.62, y - math.sin(math.pi * s / 20) * h * 0.62) for s in range(21)
        ]
        self.polygon(points, roof)

    def soften(self, radius: float) -> None:
        """Blur everything drawn so far: distance, mist."""
        self.image = self.image.filter(ImageFilter.BoxBlur(radius))
        self.draw = ImageDraw.Draw(self.image)
