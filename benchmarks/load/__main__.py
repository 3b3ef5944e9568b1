"""Print what many sessions at once get, and what they cost: `make load`.

Run as ``python -m benchmarks.load [--procedures 1500] [--sessions 5 --changes 4 --think 1]``. The
server runs as shipped; every answer is compared with what this process counts in the same file.
"""

import argparse

from benchmarks.datasets import measured
from benchmarks.load.expected import Authority
from benchmarks.load.measuring import Measurement, Sizes, plans_of
from benchmarks.load.plan import Names, cohorts_of
from benchmarks.load.shipped import shipped
from benchmarks.timing import print_target
from vertebroplasty.query.groups import names


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--procedures", type=int, default=1_000_000)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--changes", type=int, default=20, help="filter changes of each session")
    parser.add_argument("--think", type=float, default=10.0, help="mean seconds before a change")
    parser.add_argument("--lone", type=int, default=120, help="changes of the lone session")
    parser.add_argument("--seed", type=int, default=5)
    given = parser.parse_args()
    sizes = Sizes(given.sessions, given.changes, given.think, given.lone)
    subject = measured(given.procedures)
    dataset = subject.dataset
    called = Names(names(dataset, "operator"), names(dataset, "site"))
    plans = plans_of(sizes, given.seed, called)
    authority = Authority(dataset)
    authority.count(cohorts_of([one for many in plans.values() for one in many]))
    dataset.engine.close()
    print(
        f"{given.procedures:,} procedures; {sizes.sessions} sessions, {sizes.changes} filter"
        f" changes each, {sizes.think:g} s of thought before each. Milliseconds from sending the"
        " request to the end of the run on the wire"
    )
    with shipped() as server:
        Measurement(server, dataset.name, authority, plans).run()
        print_target("tracebacks in the server's log", server.tracebacks(), at_most=0)


if __name__ == "__main__":
    main()
