"""Writes holidays.csv: days off in mainland China, 2015-2026, as chinesecalendar has them from the yearly notices.

It stops unless holidays gives the same days off from Monday to Friday (that package leaves out weekends).

    pip install chinesecalendar==1.11.0 holidays==0.109
    python make_holidays.py holidays.csv
"""

import sys

import chinese_calendar
import holidays

days = {d: n for d, n in chinese_calendar.constants.holidays.items() if 2015 <= d.year <= 2026}
other = holidays.China(years=range(2015, 2027))
working = lambda day: day.weekday() < 5 and 2015 <= day.year <= 2026
assert {d for d in days if working(d)} == {d for d in other if working(d)}
with open(sys.argv[1], "w") as out:
    out.write("date,holiday\n")
    out.writelines(f"{d},{n}\n" for d, n in sorted(days.items()))
