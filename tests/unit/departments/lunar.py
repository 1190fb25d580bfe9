"""The Vietnamese lunar calendar, computed from new moons and the sun's longitude (after Hồ Ngọc Đức's method).

An independent check of the data file: nothing of the product uses it.
"""

import datetime
import math

_HOURS_EAST = 7.0
_SYNODIC_MONTH = 29.530588853
_EPOCH = datetime.date(1970, 1, 1)
_EPOCH_JULIAN_DAY = 2440588


def _sin(degrees: float) -> float:
    return math.sin(math.radians(degrees))


def _new_moon(k: int) -> int:
    """Julian day number, in Hanoi, of the k-th new moon after 1 January 1900."""
    t = k / 1236.85
    mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t**2 - 0.000000155 * t**3
    mean += 0.00033 * _sin(166.56 + 132.87 * t - 0.009173 * t**2)
    sun = 359.2242 + 29.10535608 * k - 0.0000333 * t**2 - 0.00000347 * t**3
    moon = 306.0253 + 385.81691806 * k + 0.0107306 * t**2 + 0.00001236 * t**3
    node = 21.2964 + 390.67050646 * k - 0.0016528 * t**2 - 0.00000239 * t**3
    shift = (0.1734 - 0.000393 * t) * _sin(sun) + 0.0021 * _sin(2 * sun) - 0.4068 * _sin(moon)
    shift += 0.0161 * _sin(2 * moon) - 0.0004 * _sin(3 * moon) + 0.0104 * _sin(2 * node)
    shift += -0.0051 * _sin(sun + moon) - 0.0074 * _sin(sun - moon) + 0.0004 * _sin(2 * node + sun)
    shift += -0.0004 * _sin(2 * node - sun) - 0.0006 * _sin(2 * node + moon)
    shift += 0.0010 * _sin(2 * node - moon) + 0.0005 * _sin(2 * moon + sun)
    delta = -0.000278 + 0.000265 * t + 0.000262 * t**2
    return math.floor(mean + shift - delta + 0.5 + _HOURS_EAST / 24)


def _sun_sector(julian_day: int) -> int:
    """Which twelfth of the ecliptic the sun is in at midnight in Hanoi (0 = from the March equinox)."""
    t = (julian_day - 2451545.5 - _HOURS_EAST / 24) / 36525
    anomaly = 357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3
    centre = (1.914600 - 0.004817 * t - 0.000014 * t**2) * _sin(anomaly)
    centre += (0.019993 - 0.000101 * t) * _sin(2 * anomaly) + 0.000290 * _sin(3 * anomaly)
    longitude = (280.46645 + 36000.76983 * t + 0.0003032 * t**2 + centre) % 360
    return math.floor(longitude / 30)


def _month_eleven(year: int) -> int:
    """Julian day on which the 11th lunar month of a year begins: the one that holds the winter solstice."""
    end_of_year = (datetime.date(year, 12, 31) - _EPOCH).days + _EPOCH_JULIAN_DAY
    k = math.floor((end_of_year - 2415021) / _SYNODIC_MONTH)
    begins = _new_moon(k)
    return _new_moon(k - 1) if _sun_sector(begins) >= 9 else begins


def _leap_offset(eleventh: int) -> int:
    """How many months after the 11th the leap month is: the first without a principal term."""
    k = math.floor((eleventh - 2415021.076998695) / _SYNODIC_MONTH + 0.5)
    last, offset = _sun_sector(_new_moon(k + 1)), 2
    while (sector := _sun_sector(_new_moon(k + offset))) != last and offset < 14:
        last, offset = sector, offset + 1
    return offset - 1


def solar_date(day: int, month: int, year: int) -> datetime.date:
    """The solar date of a day of the first ten months of a lunar year."""
    before, after = _month_eleven(year - 1), _month_eleven(year)
    k = math.floor(0.5 + (before - 2415021.076998695) / _SYNODIC_MONTH)
    offset = month + 1
    if after - before > 365 and offset >= _leap_offset(before):
        offset += 1
    return _EPOCH + datetime.timedelta(days=_new_moon(k + offset) + day - 1 - _EPOCH_JULIAN_DAY)
