"""Agent-months a second of processor time of two usual programs for the plan of `benches/workforce.rs`'s draws: a thousand
agents over two years, 6, 3 and 1.5 % leaving a month by tenure, replaced two months later, twenty more hired.
bench_workforce.py agents|cohorts REPLICATIONS prints the rate, the mean headcount at the end, the leavers a person in year two."""
import sys
import time

import numpy

PEOPLE, MONTHS, LEAD, OLDEST = 1000, 24, 2, 73
HIRES = {1: 7, 2: 7, 3: 6}
CHANCE = numpy.select([numpy.arange(OLDEST + 1) < 3, numpy.arange(OLDEST + 1) < 12], [0.06, 0.03], 0.015)
OPENING = numpy.arange(PEOPLE) * 37 % 49


def cohorts(draws, replications):
    """Counts by tenure in each replication."""
    people = numpy.tile(numpy.bincount(OPENING, minlength=OLDEST + 1), (replications, 1))
    left = numpy.zeros((MONTHS, replications), dtype=int)
    for month in range(MONTHS):
        leavers = draws.binomial(people, CHANCE)
        left[month] = leavers.sum(axis=1)
        people -= leavers
        people = numpy.roll(people, 1, axis=1)
        people[:, 0] = HIRES.get(month, 0) + (left[month - LEAD] if month >= LEAD else 0)
    return people.sum(), left[12:].sum()


def agents(draws, replications):
    """One seat an agent, in batches that fit into the cache; an empty seat has the tenure −1."""
    head = second_year = 0
    chance = CHANCE.astype(numpy.float32)
    for start in range(0, replications, 100):
        batch = min(100, replications - start)
        tenure = numpy.full((batch, PEOPLE + 100), -1, dtype=numpy.int8)
        tenure[:, :PEOPLE] = OPENING
        left = numpy.zeros((MONTHS, batch), dtype=int)
        for month in range(MONTHS):
            leaving = (draws.random(tenure.shape, dtype=numpy.float32) < chance[tenure]) & (tenure >= 0)
            left[month] = leaving.sum(axis=1)
            tenure += tenure >= 0
            tenure[leaving] = -1
            starts = HIRES.get(month, 0) + (left[month - LEAD] if month >= LEAD else numpy.zeros(batch, dtype=int))
            empty = tenure < 0
            tenure[empty & (empty.cumsum(axis=1) <= starts[:, None])] = 0
        head += (tenure >= 0).sum()
        second_year += left[12:].sum()
    return head, second_year


program, replications = {"agents": agents, "cohorts": cohorts}[sys.argv[1]], int(sys.argv[2])
draws = numpy.random.default_rng(1)
start = time.process_time()
head, left = program(draws, replications)
took = time.process_time() - start
print(f"{replications * PEOPLE * MONTHS / took:.4e} {head / replications:.1f} {left / replications / PEOPLE:.4f}")
