"""How words stand in a row in a sentence."""

import pytest

from bot.core.wording import listed


@pytest.mark.parametrize(
    ("words", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_the_last_of_several_comes_after_and(words: list[str], said: str) -> None:
    assert listed(words) == said


def test_the_word_before_the_last_can_be_another() -> None:
    assert listed(["a", "b", "c"], "or") == "a, b or c"


@pytest.mark.parametrize(
    ("most", "said"), [(1, "a and 2 more"), (2, "a, b and 1 more"), (3, "a, b and c"), (9, "a, b and c")]
)
def test_of_too_many_the_first_are_named_and_the_others_counted(most: int, said: str) -> None:
    assert listed(["a", "b", "c"], most=most) == said
