"""`make eval`: how well the load detector does on simulated teams whose truth is known.

The judge is no part of this repository: a folder with `simulate.py` and `score.py`, expected beside the checkout. Its
`public` set is made once and kept in `build/`; on it nothing was fitted.
"""

import argparse
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
JUDGE = ROOT.parent / "shared" / "eval"
COMMAND = f"{shlex.quote(sys.executable)} -m bot load --format json"


def main() -> int:
    parser = argparse.ArgumentParser(prog="make eval", description=__doc__)
    parser.add_argument("--judge", type=Path, default=JUDGE, help="the folder with simulate.py and score.py")
    parser.add_argument("--set", default="public", choices=("public", "tune"))
    given = parser.parse_args()
    judge, out = given.judge.resolve(), ROOT / "build" / "eval" / given.set
    if not all((judge / name).is_file() for name in ("simulate.py", "score.py")):
        print("There is no judge here: put the folder with simulate.py and score.py at ../shared/eval,")
        print("or name it: make eval JUDGE=folder.")
        return 2
    if not (out / "labels.jsonl").exists():
        told = subprocess.run([sys.executable, judge / "simulate.py", "--set", given.set, "--out", out], check=False)
        if told.returncode:
            return told.returncode
    asked = ("--labels", out / "labels.jsonl", "--histories", out / "histories.jsonl", "--cmd", COMMAND)
    scored = subprocess.run((sys.executable, judge / "score.py", *asked), cwd=ROOT, check=False)
    return scored.returncode


if __name__ == "__main__":
    sys.exit(main())
