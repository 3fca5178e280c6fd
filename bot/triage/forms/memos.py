"""What a form about fires carries from where it was opened to where it is sent."""

from pydantic import BaseModel, ConfigDict

from bot.triage.blocks.ids import Place, Ref
from bot.triage.domain import FileReference, Source


class Memo(BaseModel):
    """What a form about fires carries: what it is about, and where its answer is shown."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    number: int = 0
    place: Place = Place.NOTICE
    team_id: int = 0
    page: int = 0
    chosen: str = ""
    response_url: str = ""
    source: Source = Source.FORM
    requester: str = ""
    channel: str | None = None
    ts: str | None = None
    thread: str | None = None
    permalink: str | None = None
    files: tuple[FileReference, ...] = ()
    to: str = ""
    even_if_away: bool = False

    @property
    def ref(self) -> Ref:
        return Ref(self.number, self.place, self.team_id, self.page, self.chosen)

    def written(self) -> str:
        return self.model_dump_json(exclude_defaults=True)


def memo_of(ref: Ref, response_url: str = "") -> Memo:
    return Memo(
        number=ref.number,
        place=ref.place,
        team_id=ref.team_id,
        page=ref.page,
        chosen=ref.chosen,
        response_url=response_url,
    )


def read_memo(text: str) -> Memo:
    return Memo.model_validate_json(text or "{}")
