"""Try many random calls of every LAMBDA: ``python -m tests.hosts.lambdas.many 500``."""

from __future__ import annotations

import random
import sys

from tests.hosts.lambdas.test_lambdas import LAMBDAS, assert_same, random_call


def main(calls: int) -> None:
    for name in LAMBDAS:
        for seed in range(calls):
            assert_same(name, random_call(name, random.Random(f"many {name} {seed}")))
        print(f"{name}: {calls} calls agree", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
