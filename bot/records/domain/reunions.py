"""Somebody who left, and somebody of that name who came: whether they are one person is for people to say."""

from dataclasses import dataclass

from bot.people.domain import UserId


@dataclass(frozen=True)
class Reunion:
    """`same` is None until an admin has said; `told` are the admins who were asked."""

    id: int
    old_id: UserId
    new_id: UserId
    told: tuple[UserId, ...] = ()
    same: bool | None = None
    decided_by: UserId | None = None
