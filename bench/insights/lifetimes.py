"""The peer of purchases.ts: lifetimes, on the same columns.

Once, in a folder outside the tree: python3 -m venv venv && venv/bin/pip install lifetimes==0.11.3
    node bench/insights/purchases.ts --customers=1000000 --python=venv/bin/python

Prints one JSON object. Reading the columns is not on the clock.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

here = Path(__file__).resolve().parent
# This file bears the library's name, so its own folder must not be where imports look first.
sys.path = [path for path in sys.path if Path(path or ".").resolve() != here]

import numpy as np
import pandas as pd
from lifetimes import BetaGeoFitter, GammaGammaFitter

frequency, recency, age, mean = (pd.Series(np.fromfile(file)) for file in sys.argv[1:5])
seconds, processor = {}, {}


def timed(what, work):
    began, spent = time.perf_counter(), time.process_time()
    result = work()
    seconds[what] = round(time.perf_counter() - began, 3)
    processor[what] = round(time.process_time() - spent, 3)
    return result


model = BetaGeoFitter(penalizer_coef=0.0)
timed("bgNbdFit", lambda: model.fit(frequency, recency, age))
timed(
    "expected",
    lambda: model.conditional_expected_number_of_purchases_up_to_time(52, frequency, recency, age),
)
again = frequency > 0
spend = GammaGammaFitter(penalizer_coef=0.0)
timed("gammaGammaFit", lambda: spend.fit(frequency[again], mean[again]))
value = timed(
    "lifetimeValue",
    lambda: spend.customer_lifetime_value(
        model, frequency, recency, age, mean, time=12, discount_rate=0.01, freq="W"
    ),
)
figures = {
    "customers": len(frequency),
    "bgNbd": dict(model.params_),
    "gammaGamma": dict(spend.params_),
    "averageValue": float(value.mean()),
    "seconds": seconds,
    "processor": processor,
    "loadAverage": os.getloadavg(),
    "peakMiB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
}
print(json.dumps({"peer": figures}, indent=1))
