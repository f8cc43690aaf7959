"""The peer of attribution.ts: ChannelAttribution (C++), on the same paths.

Once, in a folder outside the tree: python3 -m venv venv && venv/bin/pip install ChannelAttribution==2.2.5
    node bench/insights/attribution.ts --paths=1000000 --out=paths.csv
    python bench/insights/attribution.py paths.csv
"""

import contextlib
import io
import json
import os
import resource
import sys
import time

import pandas as pd

with contextlib.redirect_stdout(io.StringIO()):
    import ChannelAttribution as channel_attribution

data = pd.read_csv(sys.argv[1])
seconds = {}


def timed(name, work):
    began = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):
        result = work()
    seconds[name] = round(time.perf_counter() - began, 3)
    return result


timed("first, last, linear", lambda: channel_attribution.heuristic_models(data, "path", "conversions", var_value="value", flg_pro=False))
markov = timed(
    "markov",
    lambda: channel_attribution.markov_model(
        data, "path", "conversions", var_value="value", var_null="nulls", order=1, ncore=os.cpu_count(), verbose=False, flg_pro=False
    ),
)
print(
    json.dumps(
        {
            "paths": len(data),
            "loadAverage": os.getloadavg(),
            "seconds": seconds,
            "peakMiB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
            "shares": {row.channel_name: round(row.total_conversions, 1) for row in markov.itertuples()},
        },
        indent=1,
    )
)
