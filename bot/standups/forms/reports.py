"""Which report somebody wants to see."""

from datetime import date

from bot.standups.forms.day import read_day_and_name


def read_named_day(text: str, today: date) -> tuple[str, date | None]:
    """`Daily standup Fri`, `Daily standup on 20 Nov`, `yesterday`: a name, and a day where one is typed last."""
    words = text.split()
    for count in range(min(3, len(words)), 0, -1):
        on, rest = read_day_and_name(" ".join(words[-count:]), today)
        if on is not None and not rest:
            name = words[:-count]
            return " ".join(name[:-1] if name and name[-1].lower() in ("on", "for", "of") else name), on
    return text.strip(), None
