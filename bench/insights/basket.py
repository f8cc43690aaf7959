"""The peer of basket.ts: mlxtend, on the same lines.

Once, in a folder outside the tree: python3 -m venv venv && venv/bin/pip install mlxtend==0.23.4
    node bench/insights/basket.ts --lines=500000 --out=lines.csv
    python bench/insights/basket.py lines.csv 0.01
"""

import json
import os
import resource
import sys
import time

import pandas as pd
from mlxtend.frequent_patterns import apriori, association_rules, fpgrowth
from mlxtend.preprocessing import TransactionEncoder

lines = pd.read_csv(sys.argv[1], dtype={"item": str})
support = float(sys.argv[2])
seconds = {}


def timed(name, work):
    began = time.perf_counter()
    result = work()
    seconds[name] = round(time.perf_counter() - began, 3)
    return result


def encoded():
    baskets = lines.groupby("basket")["item"].apply(list)
    encoder = TransactionEncoder()
    return pd.DataFrame(encoder.fit_transform(baskets), columns=encoder.columns_)


table = timed("encode", encoded)
itemsets = timed("fpgrowth", lambda: fpgrowth(table, min_support=support, use_colnames=True))
timed("apriori", lambda: apriori(table, min_support=support, use_colnames=True, low_memory=True))
rules = timed("rules", lambda: association_rules(itemsets, metric="confidence", min_threshold=0.3))
one_item = rules[rules["consequents"].apply(len) == 1]
print(
    json.dumps(
        {
            "lines": len(lines),
            "baskets": len(table),
            "itemsets": len(itemsets),
            "rules": len(one_item),
            "seconds": seconds,
            "loadAverage": os.getloadavg(),
            "peakMiB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        },
        indent=1,
    )
)
