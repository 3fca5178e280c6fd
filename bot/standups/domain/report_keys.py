"""The names under which a report's messages are promised."""

import re
from dataclasses import dataclass
from enum import StrEnum

KEY = re.compile(
    r"(?P<what>report|answer|question):(?P<ref>\d+)(?:\.(?P<question>\d+))?(?:@(?P<copy>\w+))?"
    r"(?:\+(?P<part>\d+))?(?:~(?P<again>\d+))?"
)


class What(StrEnum):
    """`report` begins it, `answer` is one member's, `question` has everybody's answers to one."""

    REPORT = "report"
    ANSWER = "answer"
    QUESTION = "question"


@dataclass(frozen=True)
class ReportKey:
    """`ref` is the run, of an answer the prompt. `copy` names the place it stands in; the standup's own has no name.

    What is too long for one message goes on in `part` 2, 3 …; `again` counts up where an earlier message of that name
    is gone for good.
    """

    what: What
    ref: int
    question: int | None = None
    copy: str = ""
    part: int = 1
    again: int = 1

    def __str__(self) -> str:
        return "".join(
            (
                f"{self.what}:{self.ref}",
                f".{self.question}" if self.question is not None else "",
                f"@{self.copy}" if self.copy else "",
                f"+{self.part}" if self.part > 1 else "",
                f"~{self.again}" if self.again > 1 else "",
            )
        )


def read_key(key: str) -> ReportKey | None:
    """None for the key of anything else."""
    found = KEY.fullmatch(key)
    if found is None:
        return None
    question = found["question"]
    return ReportKey(
        What(found["what"]),
        int(found["ref"]),
        int(question) if question else None,
        found["copy"] or "",
        int(found["part"] or 1),
        int(found["again"] or 1),
    )
