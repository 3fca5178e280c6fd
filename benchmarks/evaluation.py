"""`make eval`: how well the load detector and the planner do on simulated teams whose truth is known.

The judge is no part of this repository: a folder with `simulate.py`, `score.py` and `rotation.py`, expected beside the
checkout. Its `public` set is made once and kept in `build/`; on it nothing was fitted. Printed are a table for the
detector, one for who gets which request, and one for who is on duty; all are what the commands answer, not what the
code inside them could.
"""

import argparse
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
JUDGE = ROOT.parent / "shared" / "eval"
NEEDS = ("simulate.py", "score.py", "rotation.py")
BOT = f"{shlex.quote(sys.executable)} -m bot"


def main() -> int:
    parser = argparse.ArgumentParser(prog="make eval", description=__doc__)
    parser.add_argument("--judge", type=Path, default=JUDGE, help="the folder with " + ", ".join(NEEDS))
    parser.add_argument("--set", default="public", choices=("public", "tune"))
    parser.add_argument("--only", choices=("detector", "planner"))
    given = parser.parse_args()
    judge, out = given.judge.resolve(), ROOT / "build" / "eval" / given.set
    if not all((judge / name).is_file() for name in NEEDS):
        print("There is no judge here: put the folder with simulate.py, score.py and rotation.py at ../shared/eval,")
        print("or name it: make eval JUDGE=folder.")
        return 2
    if given.only != "planner" and not (out / "labels.jsonl").exists():
        # Only a whole set gets the name: half of one, left by a stop in the middle, would be scored as whole.
        half = out.with_name(f"{given.set}.part")
        made = _run(judge, "simulate.py", "--set", given.set, "--out", str(half))
        if made:
            return made
        shutil.rmtree(out, ignore_errors=True)
        half.rename(out)
    tables = [*_detector(out)] if given.only != "planner" else []
    tables += [*_planner(given.set)] if given.only != "detector" else []
    # All are shown, also after one that failed.
    return max([_table(judge, title, *arguments) for title, *arguments in tables])


def _detector(out: Path) -> Iterator[tuple[str, ...]]:
    histories = ("--labels", str(out / "labels.jsonl"), "--histories", str(out / "histories.jsonl"))
    yield "Load: who is flagged", "score.py", *histories, "--cmd", f"{BOT} load --format json"


def _planner(name: str) -> Iterator[tuple[str, ...]]:
    command = ("--name", name, "--cmd", f"{BOT} plan --format json")
    yield "Rotation: who gets a request", "rotation.py", *command
    yield "Rotation: who is on duty", "rotation.py", *command, "--rota"


def _table(judge: Path, title: str, *arguments: str) -> int:
    print(f"\n{title}\n{'-' * len(title)}", flush=True)
    return _run(judge, *arguments)


def _run(judge: Path, script: str, *arguments: str) -> int:
    return subprocess.run((sys.executable, str(judge / script), *arguments), cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
