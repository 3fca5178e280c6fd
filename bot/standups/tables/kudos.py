"""How kudos are stored: thanks to somebody, given with an answer or by command."""

from datetime import date, datetime

from sqlalchemy import Date, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.database import InWorkspace, Table, of_same_workspace
from bot.core.marks import PERSON, words_of
from bot.people.domain import TeamId, UserId
from bot.standups.domain.kudos import Kudos


class KudosRow(InWorkspace, Table):
    """Its id is drawn by lot. Without a name it has neither giver nor prompt, so that nothing leads back to one.

    `taken_back` stays until whoever was named has been told, and then the row goes.
    """

    __tablename__ = "kudos"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        of_same_workspace("team_id", "teams"),
        of_same_workspace("standup_id", "standups"),
        of_same_workspace("run_id", "runs"),
        of_same_workspace("prompt_id", "prompts"),
        of_same_workspace("question_id", "questions"),
        UniqueConstraint("workspace_id", "prompt_id", "question_id", "receiver_id"),
        Index("ix_kudos_run", "workspace_id", "run_id"),
        Index("ix_kudos_receiver", "workspace_id", "receiver_id", "on"),
        Index("ix_kudos_team", "workspace_id", "team_id", "on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    team_id: Mapped[int]
    receiver_id: Mapped[str] = mapped_column(String(40), info=PERSON)
    giver_id: Mapped[str | None] = mapped_column(String(40), info=PERSON)
    on: Mapped[date] = mapped_column(Date)
    text: Mapped[str] = mapped_column(Text, info=words_of("giver_id"))
    standup_id: Mapped[int | None]
    run_id: Mapped[int | None]
    prompt_id: Mapped[int | None]
    question_id: Mapped[int | None]
    thanked_at: Mapped[datetime | None]
    taken_back: Mapped[bool] = mapped_column(server_default=false())

    def to_kudos(self) -> Kudos:
        return Kudos(
            id=self.id,
            team_id=TeamId(self.team_id),
            receiver_id=UserId(self.receiver_id),
            giver_id=UserId(self.giver_id) if self.giver_id else None,
            on=self.on,
            text=self.text,
            standup_id=self.standup_id,
            run_id=self.run_id,
            prompt_id=self.prompt_id,
            question_id=self.question_id,
            thanked_at=self.thanked_at,
            taken_back=self.taken_back,
        )
