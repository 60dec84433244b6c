"""Makes openpyxl_1904.xlsx: days counted from 1904, a blank row, merged cells, a formula without a cached value.

python3 -m pip install openpyxl==3.1.5 && python3 make_sheets.py
"""
import datetime
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

book = Workbook()
book.epoch = CALENDAR_MAC_1904
sheet = book.active
sheet.title = "Anrufe"
sheet.append(["timestamp", "day", "clock", "wait_seconds", "abandoned", "note"])
sheet.append([])
sheet.append([datetime.datetime(2026, 10, 1, 9, 29, 59, 500000), datetime.date(2026, 10, 1), datetime.time(9, 30), 12.5, False, "merged"])
sheet.merge_cells("F3:G3")
sheet.append([datetime.datetime(2026, 10, 25, 0, 0), None, None, 3, True, "=1+1"])
sheet.append(["2026-10-26 08:00", "#REF!", "", 0])
book.properties.created = book.properties.modified = datetime.datetime(2026, 1, 1)
book.save("openpyxl_1904.xlsx")
