"""Writes festivals.csv: Spring Festival, Qingming, Dragon Boat and Mid-Autumn of 2015-2035.

The dates come from the rule of the Chinese calendar (GB/T 33661-2017: months begin on the day of the new moon at
UTC+8, month 11 holds the winter solstice, a month without a major solar term is the leap month), with sun and moon by
ephem. It stops unless lunardate and LunarCalendar give the same lunar dates and holidays the same four festivals.

    pip install ephem==4.2.1 lunardate==0.3.0 LunarCalendar==0.0.9 holidays==0.109
    python make_festivals.py festivals.csv
"""

import ephem, datetime as dt, math


def lon(t):
    s = ephem.Sun(t)
    return math.degrees(float(ephem.Ecliptic(ephem.Equatorial(s.g_ra, s.g_dec, epoch=t), epoch=t).lon)) % 360


def cst(t):
    return ephem.Date(t).datetime() + dt.timedelta(hours=8)


def term(deg, start):
    lo = float(ephem.Date(start))
    hi = lo + 20
    f = lambda t: ((lon(ephem.Date(t)) - deg + 180) % 360) - 180
    # find bracket from start
    t = lo
    while not (f(t) < 0 <= f(t + 1)):
        t += 1
    a, b = t, t + 1
    for _ in range(50):
        m = (a + b) / 2
        if f(m) < 0:
            a = m
        else:
            b = m
    return cst(a).date()


def year(y):
    ws0 = term(270, (y - 1, 12, 10))
    ws1 = term(270, (y, 12, 10))
    moons = []
    t = ephem.Date((y - 1, 10, 25))
    for _ in range(17):
        t = ephem.next_new_moon(t)
        moons.append(cst(t).date())
        t = ephem.Date(t + 1)
    i0 = max(i for i, m in enumerate(moons) if m <= ws0)
    i1 = max(i for i, m in enumerate(moons) if m <= ws1)
    zq = [
        term((270 + 30 * k) % 360, dt.datetime(y - 1, 12, 10) + dt.timedelta(days=int(30.4 * k) - 3))
        for k in range(13)
    ]
    leap = (i1 - i0) == 13
    names = {}
    n = 11
    used = False
    for i in range(i0, i1 + 1):
        a, b = moons[i], moons[i + 1]
        has = any(a <= z < b for z in zq)
        if i > i0:
            if leap and not used and not has:
                used = True
                names[i] = ("leap", n)
                continue
            n = n % 12 + 1
        names[i] = ("", n)
    d = {}
    for i, (l, n) in names.items():
        if l == "":
            d[n if not (n in (11, 12) and i <= i0 + 2 and n >= 11) else -n] = moons[i]
    return d[1], term(15, (y, 3, 30)), d[5] + dt.timedelta(4), d[8] + dt.timedelta(14)


from lunardate import LunarDate
from lunarcalendar import Converter, Lunar
import sys

w = open(sys.argv[1], "w")
w.write("year,spring_festival,qingming,dragon_boat,mid_autumn\n")
for y in range(2015, 2036):
    a = year(y)
    b = [LunarDate(y, m, d).to_solar_date() for m, d in ((1, 1), (5, 5), (8, 15))]
    c = []
    for m, d in ((1, 1), (5, 5), (8, 15)):
        s = Converter.Lunar2Solar(Lunar(y, m, d, isleap=False))
        c.append(dt.date(s.year, s.month, s.day))
    assert [a[0], a[2], a[3]] == b == c, (y, a, b, c)
    w.write(f"{y},{a[0]},{a[1]},{a[2]},{a[3]}\n")
import holidays

h = holidays.China(years=range(2015, 2036))
NAMES = (
    "Chinese New Year (Spring Festival)",
    "Tomb-Sweeping Day",
    "Dragon Boat Festival",
    "Mid-Autumn Festival",
)
for y in range(2015, 2036):
    for festival, name in zip(year(y), NAMES):
        named = [day for day in h.get_named(name, lookup="exact") if day.year == y]
        assert min(named) == festival, (y, name, named, festival)
