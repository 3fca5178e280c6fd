"""What people put into forms of load, read into values."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from bot.load.blocks.own import FIRES, GROWTH, PROJECT
from bot.load.domain.mixes import WHOLE, Mix
from bot.slack.forms import Form, FormErrors, Values

# What an input holds that was left empty.
Empty = BeforeValidator(lambda value: value or None)
Part = Annotated[Annotated[int, Field(ge=0, le=WHOLE)] | None, Empty]
WHOLE_NUMBER = f"Write a whole number from 0 to {WHOLE}."


class MixForm(Form):
    sentences: ClassVar[Mapping[str, str]] = dict.fromkeys((PROJECT, FIRES, GROWTH), WHOLE_NUMBER)

    project: Part = None
    fires: Part = None
    growth: Part = None


def read_mix(values: Values) -> Mix | None:
    """None where all three were left empty; one that is empty is 0. Raises FormErrors."""
    form = MixForm.read(values)
    if form.project is form.fires is form.growth is None:
        return None
    mix = Mix(form.project or 0, form.fires or 0, form.growth or 0)
    off = mix.total - WHOLE
    if off:
        mend = f"{off} too many. Take that away somewhere" if off > 0 else f"{-off} are missing. Add that somewhere"
        raise FormErrors(
            {GROWTH: f"{mix.project} + {mix.fires} + {mix.growth} is {mix.total}: {mend}, so that it is {WHOLE}."}
        )
    return mix
