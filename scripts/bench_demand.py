"""Processor time that statsforecast's MSTL with AutoETS takes: bench_demand.py FILE PERIOD PERIOD HORIZON, one count a line."""
import sys
import time

import numpy
import statsforecast
from statsforecast.models import MSTL, AutoETS

ROUNDS = 3
ENOUGH = 10.0  # seconds after which no further round is begun

file, day, week, horizon = sys.argv[1], *map(int, sys.argv[2:5])
series = numpy.loadtxt(file)


def forecast(counts):
    model = MSTL(season_length=[day, week], trend_forecaster=AutoETS(model="ZZN"))
    model.fit(counts)
    return model.predict(h=horizon, level=[80])


forecast(series[: 4 * week])  # whatever is compiled or loaded on first use
took = []
for _ in range(ROUNDS):
    start = time.process_time()
    forecast(series)
    took.append(time.process_time() - start)
    if sum(took) > ENOUGH:
        break
print(f"statsforecast {statsforecast.__version__}, MSTL [{day}, {week}] + AutoETS, {len(series)} counts: {1e3 * min(took):.1f} ms")
