"""The peer of value.ts: pandas counts and scores, lifetimes fits and foretells, on the same purchases.

Once, in a folder outside the tree: python3 -m venv venv && venv/bin/pip install lifetimes==0.11.3
    node --max-old-space-size=6000 bench/insights/value.ts --customers=10000000 --python=venv/bin/python

Prints one JSON object. Reading the columns is not on the clock.
"""

import json
import os
import resource
import sys
import time

import numpy as np
import pandas as pd

here = os.path.dirname(os.path.abspath(__file__))
# lifetimes.py beside this file bears the library's name, so its folder must not be where imports look first.
sys.path = [path for path in sys.path if os.path.abspath(path or ".") != here]
from lifetimes import BetaGeoFitter, GammaGammaFitter

last_day = int(sys.argv[4])
purchases = pd.DataFrame(
    {
        "c": np.fromfile(sys.argv[1], dtype=np.uint32),
        "day": np.fromfile(sys.argv[2], dtype=np.uint16),
        "fen": np.fromfile(sys.argv[3], dtype=np.uint32),
    }
)
seconds = {}


def timed(what, work):
    began = time.perf_counter()
    result = work()
    seconds[what] = round(time.perf_counter() - began, 3)
    return result


def count():
    by = purchases.groupby("c")
    counted = by.agg(first=("day", "min"), last=("day", "max"), fen=("fen", "sum"), bought=("fen", "count"))
    counted["days"] = purchases.drop_duplicates(["c", "day"]).groupby("c").size()
    recent = purchases[purchases["day"] > last_day - 365]
    counted["in_window"] = recent.groupby("c").size().reindex(counted.index, fill_value=0)
    return counted


def rfm(counted):
    scored = counted[counted["in_window"] > 0]
    return pd.DataFrame(
        {
            "r": pd.qcut(-(last_day - scored["last"].astype("int32")), 5, labels=False, duplicates="drop"),
            "f": pd.qcut(scored["in_window"], 5, labels=False, duplicates="drop"),
            "m": pd.qcut(scored["fen"], 5, labels=False, duplicates="drop"),
        }
    )


def abc(counted):
    ordered = counted["fen"].sort_values(ascending=False)
    share = ordered.cumsum() / ordered.sum()
    return pd.cut(share, [0, 0.8, 0.95, 1.01], labels=["A", "B", "C"]).value_counts()


counted = timed("count per customer", count)
timed("RFM", lambda: rfm(counted))
classes = timed("ABC", lambda: abc(counted))
del purchases
frequency = (counted["days"] - 1).astype("float64")
recency = (counted["last"].astype("float64") - counted["first"]) / 7
age = (last_day - counted["first"].astype("float64")) / 7
mean = counted["fen"] / 100 / counted["bought"]
model = BetaGeoFitter(penalizer_coef=0.0)
spend = GammaGammaFitter(penalizer_coef=0.0)


def fit():
    model.fit(frequency, recency, age)
    spend.fit(counted["bought"], mean)


timed("fit", fit)
value = timed(
    "CLV",
    lambda: model.conditional_expected_number_of_purchases_up_to_time(52, frequency, recency, age)
    * spend.conditional_expected_average_profit(counted["bought"], mean),
)
seconds["all"] = round(sum(seconds.values()), 3)
print(
    json.dumps(
        {
            "peer": {
                "customers": len(counted),
                "classes": {str(name): int(count) for name, count in classes.items()},
                "bgNbd": dict(model.params_),
                "gammaGamma": dict(spend.params_),
                "averageValue": float(value.mean()),
                "seconds": seconds,
                "loadAverage": os.getloadavg(),
                "peakMiB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
            }
        },
        indent=1,
    )
)
