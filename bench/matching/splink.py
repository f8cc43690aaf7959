"""The peer: Splink with its default in-process engine, on the same file and the same rules.

Once, in a folder outside the tree (the figures so far: splink 5.0.0 with duckdb 2.0.0):
    python3 -m venv venv && venv/bin/pip install splink==5.0.0 duckdb==2.0.0
Then, with that python:
    node bench/matching/people.ts --rows=1000000 --seed=7 --out=people.csv
    python bench/matching/splink.py people.csv --rules tight
    python bench/matching/splink.py people.csv --rules loose
    python bench/matching/splink.py --febrl4 dataset4a.csv dataset4b.csv
    python bench/matching/splink.py --febrl3 dataset3.csv
    python bench/matching/splink.py --fake1000 fake_1000.csv

Prints one JSON object. Only the phases are on the clock; the comparison with the truth is not, and it comes
after the peak of memory is read.
"""

import argparse
import json
import logging
import os
import re
import resource
import sys
import tempfile
import time
from pathlib import Path

here = Path(__file__).resolve().parent
# This file bears the library's name, so its own folder must not be where imports look first.
sys.path = [path for path in sys.path if Path(path or ".").resolve() != here]

import duckdb
import splink
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

logging.disable(logging.WARNING)


class Clock:
    def __init__(self):
        self.phases = {}
        # On a busy machine the wall clock mostly says who else was running; processor time does not.
        self.processor = {}

    def time(self, phase, work):
        began, spent = time.perf_counter(), time.process_time()
        result = work()
        self.phases[phase] = round(self.phases.get(phase, 0) + time.perf_counter() - began, 2)
        self.processor[phase] = round(self.processor.get(phase, 0) + time.process_time() - spent, 2)
        return result


def comparison(rule):
    """One entry of rules.json as Splink's levels; derived values become SQL on both sides."""
    column = rule["column"]

    def side(level, end):
        text = level.get("of", column)
        text = re.sub(rf"before\({column},'(.)'\)", rf"split_part({column},'\1',1)", text)
        return text.replace(column, f'"{column}_{end}"')

    levels = [cll.NullLevel(column)]
    for level in rule["levels"]:
        left, right = side(level, "l"), side(level, "r")
        if level["test"] == "exact" and "of" not in level:
            levels.append(cll.ExactMatchLevel(column, term_frequency_adjustments=level.get("termFrequency", False)))
        elif level["test"] == "exact":
            levels.append(cll.CustomLevel(f"{left} = {right}"))
        elif level["test"] == "jaroWinkler":
            levels.append(cll.CustomLevel(f"jaro_winkler_similarity({left}, {right}) >= {level['atLeast']}"))
        elif level["test"] == "damerauLevenshtein":
            levels.append(cll.CustomLevel(f"damerau_levenshtein({left}, {right}) <= {level['atMost']}"))
        else:
            raise ValueError(f"No such test: {level['test']}")
    return cl.CustomComparison(output_column_name=column, comparison_levels=[*levels, cll.ElseLevel()])


def people_model(rules, which, u_pairs):
    blocking = rules["blocking"]["tight"] + (rules["blocking"]["more"] if which == "loose" else [])
    return {
        "settings": {
            "link_type": "dedupe_only",
            "comparisons": [comparison(rule) for rule in rules["comparisons"]],
            "blocking_rules_to_generate_predictions": [block_on(*keys) for keys in blocking],
            "retain_matching_columns": False,
        },
        "prior": ([block_on(*keys) for keys in rules["prior"]["rules"]], rules["prior"]["recall"]),
        "u": {"max_pairs": u_pairs},
        "training": [block_on(*keys) for keys in rules["training"]],
        "without_tf": True,
        "predict_at": 0.01,
        "cluster_at": rules["clusterAt"],
    }


def febrl_birthday(strict):
    return cl.DateOfBirthComparison(
        "date_of_birth", input_is_string=True, datetime_format="%Y%m%d", invalid_dates_as_null=strict
    )


# The three models below have the comparisons and rules of Splink's own example notebooks, so that the figures
# published there can be compared; predict_at is lowered so that the best threshold is inside what is scored.
def febrl4_model():
    return {
        "settings": {
            "link_type": "link_only",
            "unique_id_column_name": "rec_id",
            "comparisons": [
                cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
                cl.NameComparison("surname").configure(term_frequency_adjustments=True),
                febrl_birthday(True),
                cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
                cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
                cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(term_frequency_adjustments=True),
            ],
            "blocking_rules_to_generate_predictions": [
                block_on("given_name", "surname"),
                "l.given_name = r.surname and l.surname = r.given_name",
                block_on("date_of_birth"),
                block_on("soc_sec_id"),
                block_on("state", "address_1"),
                block_on("street_number", "address_1"),
                block_on("postcode"),
            ],
        },
        "prior": ([block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")], 0.8),
        "u": {"max_pairs": 1e6, "seed": 1},
        "training": [block_on("date_of_birth"), block_on("postcode")],
        "without_tf": True,
        "predict_at": 0.0001,
        "cluster_at": 0.95,
    }


def febrl3_model():
    swapped = "l.given_name = r.surname and l.surname = r.given_name and l.date_of_birth = r.date_of_birth"
    return {
        "settings": {
            "link_type": "dedupe_only",
            "unique_id_column_name": "rec_id",
            "comparisons": [
                cl.NameComparison("given_name"),
                cl.NameComparison("surname"),
                febrl_birthday(False),
                cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
                cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
                cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
            ],
            "blocking_rules_to_generate_predictions": [
                block_on(column) for column in ["soc_sec_id", "given_name", "surname", "date_of_birth", "postcode"]
            ],
        },
        "prior": ([block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth"), swapped], 0.9),
        "u": {"max_pairs": 1e6, "seed": 2},
        "training": [block_on("date_of_birth"), block_on("postcode")],
        "without_tf": False,
        "predict_at": 0.0001,
        "cluster_at": 0.95,
    }


def fake1000_model():
    near = "levenshtein(r.dob, l.dob) <= 1"
    return {
        "settings": {
            "link_type": "dedupe_only",
            "comparisons": [
                cl.ForenameSurnameComparison("first_name", "surname"),
                cl.DateOfBirthComparison("dob", input_is_string=True),
                cl.ExactMatch("city").configure(term_frequency_adjustments=True),
                cl.EmailComparison("email"),
            ],
            "blocking_rules_to_generate_predictions": [
                block_on(column) for column in ["first_name", "surname", "dob", "email"]
            ],
        },
        "prior": (
            [
                f"l.first_name = r.first_name and {near}",
                f"l.surname = r.surname and {near}",
                "l.first_name = r.first_name and levenshtein(r.surname, l.surname) <= 2",
                "l.email = r.email",
            ],
            0.7,
        ),
        "u": {"max_pairs": 1e6, "seed": 5},
        "training": [block_on("dob"), block_on("email"), block_on("first_name", "surname")],
        "without_tf": True,
        "predict_at": 0.0001,
        "cluster_at": 0.95,
    }


def load(con, name, path, id_column):
    """A CSV as text columns; FEBRL's truth is in its record number: rec-12-org and rec-12-dup-0 are one."""
    read = f"read_csv('{path}', all_varchar = true, nullstr = '')"
    names = con.sql(f"select * from {read} limit 0").columns
    columns = ", ".join(f"nullif(trim(\"{column}\"), '') as {column.strip()}" for column in names)
    truth = ", regexp_extract(rec_id, '^([^-]+-[^-]+)', 1) as cluster" if id_column == "rec_id" else ""
    con.execute(f"create table {name} as select *{truth} from (select {columns} from {read})")
    return name


def run(model, paths):
    clock = Clock()
    scratch = tempfile.TemporaryDirectory(prefix="splink-")
    con = duckdb.connect(config={"temp_directory": scratch.name})
    api = DuckDBAPI(connection=con)
    settings = model["settings"]
    id_column = settings.get("unique_id_column_name", "unique_id")
    names = [f"people_{at}" for at in range(len(paths))]

    def register():
        tables = [
            api.register(load(con, name, path, id_column), dataset_display_name=f"set_{name}")
            for name, path in zip(names, paths)
        ]
        return Linker(tables if len(tables) > 1 else tables[0], SettingsCreator(**settings))

    linker = clock.time("register", register)
    rules, recall = model["prior"]
    training = linker.training
    clock.time("prior", lambda: training.estimate_probability_two_random_records_match(rules, recall=recall))
    clock.time("u", lambda: training.estimate_u_using_random_sampling(**model["u"]))
    for rule in model["training"]:
        clock.time(
            "em",
            lambda: training.estimate_parameters_using_expectation_maximisation(
                rule, estimate_without_term_frequencies=model["without_tf"]
            ),
        )
    blocked = clock.time("block", linker.inference.compute_blocked_pairs_for_predict)
    pairs = clock.time("predict", lambda: linker.inference.predict(threshold_match_probability=model["predict_at"]))
    clusters = clock.time(
        "cluster",
        lambda: linker.clustering.cluster_pairwise_predictions_at_threshold(
            pairs, threshold_match_probability=model["cluster_at"]
        ),
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    candidates = con.execute(f"select count(*) from {blocked.physical_name}").fetchone()[0]
    return {
        "splink": splink.__version__,
        "duckdb": duckdb.__version__,
        "loadAverage": [round(load, 1) for load in os.getloadavg()],
        "seconds": clock.phases,
        "totalSeconds": round(sum(clock.phases.values()), 1),
        "processorSeconds": clock.processor,
        "totalProcessorSeconds": round(sum(clock.processor.values()), 1),
        "peakMiB": peak // 1024,
        "candidatePairs": candidates,
        "pairsPerSecond": round(candidates / (clock.phases["block"] + clock.phases["predict"])),
        **accuracy(con, names, id_column, pairs.physical_name, clusters.physical_name, model),
    }


def score(tp, positive, true):
    precision, recall = tp / max(positive, 1), tp / true
    return {
        "tp": tp,
        "fp": positive - tp,
        "fn": true - tp,
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / max(precision + recall, 1e-12), 4),
    }


def accuracy(con, names, id_column, pairs, clusters, model):
    """Pairwise at the best weight (steps of 0.1), at p = 0.5 and at p = 0.99; clusters by the pairs inside them."""
    people = " union all ".join(f"select {id_column} as id, cluster from {name}" for name in names)
    con.execute(f"create table truth as {people}")
    pairs_of = "select coalesce(sum(n * (n - 1) // 2), 0)::bigint from (select count(*) as n from {} group by {})"
    true = con.execute(pairs_of.format("truth", "cluster")).fetchone()[0]
    con.execute(
        f"""create table scored as select round(match_weight, 1) as weight, l.cluster = r.cluster as same,
        count(*) as n, count(*) filter (match_probability >= 0.5) as half,
        count(*) filter (match_probability >= 0.99) as sure
        from {pairs} p join truth l on l.id = p.{id_column}_l join truth r on r.id = p.{id_column}_r group by all"""
    )
    steps = con.execute(
        """select weight, sum(sum(n) filter (same)) over down, sum(sum(n)) over down
        from scored group by weight window down as (order by weight desc) order by weight desc"""
    ).fetchall()
    scores = [(float(weight), score(int(tp or 0), int(n), true)) for weight, tp, n in steps]
    weight, best = max(scores, key=lambda step: step[1]["f1"])
    half, half_tp, sure, sure_tp = con.execute(
        "select sum(half), sum(half) filter (same), sum(sure), sum(sure) filter (same) from scored"
    ).fetchone()
    con.execute(
        f"""create table grouped as select c.cluster_id, t.cluster
        from {clusters} c join truth t on t.id = c.{id_column}"""
    )
    inside = con.execute(pairs_of.format("grouped", "cluster_id")).fetchone()[0]
    inside_true = con.execute(pairs_of.format("grouped", "cluster_id, cluster")).fetchone()[0]
    return {
        "truePairs": true,
        "best": {"weight": weight, **best},
        "atHalf": score(int(half_tp or 0), int(half), true),
        "at99": score(int(sure_tp or 0), int(sure), true),
        "clusters": {"at": model["cluster_at"], **score(inside_true, inside, true)},
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("csv", nargs="+")
    parser.add_argument("--rules", choices=["tight", "loose"], default="tight")
    parser.add_argument("--u-pairs", type=float, default=1e7)
    for name in ["febrl4", "febrl3", "fake1000"]:
        parser.add_argument(f"--{name}", dest="model", action="store_const", const=name)
    asked = parser.parse_args()
    published = {"febrl4": febrl4_model, "febrl3": febrl3_model, "fake1000": fake1000_model}
    if asked.model:
        model = published[asked.model]()
    else:
        model = people_model(json.loads((here / "rules.json").read_text()), asked.rules, asked.u_pairs)
    print(json.dumps({"model": asked.model or asked.rules, **run(model, asked.csv)}, indent=2))


main()
