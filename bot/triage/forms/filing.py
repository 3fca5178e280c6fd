"""What somebody asks for, as they put it into the form."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field, ValidationError

from bot.people.domain import TeamId, UserId
from bot.triage.blocks import ids
from bot.triage.blocks.filing import READINESS, Prefilled
from bot.triage.domain import DEFAULT_PRIORITY, Priority, Readiness
from bot.triage.forms.inputs import Form, FormErrors, Maybe, Values, chosen, errors_of
from bot.triage.forms.memos import Memo
from bot.triage.use_cases import Edit, FireRequest, Kind


class _Sketch(Form):
    """The form while somebody still writes in it: anything may be missing."""

    title: Annotated[str | None, Maybe] = None
    description: Annotated[str | None, Maybe] = None
    needed_by: Annotated[date | None, Maybe] = None
    priority: Annotated[Priority | None, Maybe] = None
    team: Annotated[TeamId | None, Maybe] = None
    requester: Annotated[UserId | None, Maybe] = None
    type: Annotated[str | None, Maybe] = None
    decision: Annotated[str | None, Maybe] = None
    private: list[str] = Field(default_factory=list)

    @property
    def is_private(self) -> bool:
        return ids.PRIVATE in self.private


class _FireForm(_Sketch):
    title: str = Field(min_length=1)


def read_fire(values: Values, memo: Memo, by: str) -> FireRequest | FormErrors:
    """Of the team the form asked for, or the only one it could be."""
    put = chosen(values)
    try:
        form = _FireForm.model_validate(put)
    except ValidationError as error:
        return errors_of(error)
    return FireRequest(
        team_id=form.team or TeamId(memo.team_id),
        title=form.title,
        description=form.description or "",
        priority=form.priority or DEFAULT_PRIORITY,
        needed_by=form.needed_by,
        requester_id=form.requester or UserId(memo.requester or by),
        filer_id=UserId(by),
        source=memo.source,
        permalink=memo.permalink,
        source_channel=memo.channel,
        source_ts=memo.ts,
        source_thread=memo.thread,
        type=form.type,
        fields=_of_type(put),
        decision=form.decision,
        readiness=_readiness(put),
        private=form.is_private,
        files=memo.files,
    )


def read_edit(values: Values) -> Edit | FormErrors:
    """What the form did not ask for stays as it is."""
    put = chosen(values)
    try:
        form = _FireForm.model_validate(put)
    except ValidationError as error:
        return errors_of(error)
    asks_kind = ids.TYPE in values or any(each.startswith(ids.OF_TYPE) for each in values)
    return Edit(
        title=form.title,
        description=(form.description or "") if ids.DESCRIPTION in values else None,
        needed_by=form.needed_by,
        priority=form.priority,
        kind=Kind(form.type, _of_type(put)) if asks_kind else None,
        decision=(form.decision or "") if ids.DECISION in values else None,
        readiness=_readiness(put) if any(each.startswith(ids.READINESS) for each in values) else None,
        private=form.is_private if ids.PRIVATE in values else None,
    )


def read_sketch(values: Values) -> tuple[TeamId | None, Prefilled]:
    """What stands in the form while it is being filled in: the team, and all the rest as it is to be shown again."""
    put = chosen(values)
    form = _Sketch.model_validate(put)
    known = Prefilled(
        title=form.title or "",
        description=(form.description or "") if ids.DESCRIPTION in values else None,
        priority=form.priority,
        needed_by=form.needed_by,
        requester=form.requester,
        type=form.type,
        fields=_of_type(put),
        decision=form.decision,
        readiness=_readiness(put),
        private=form.is_private if ids.PRIVATE in values else None,
    )
    return form.team, known


def _of_type(put: dict[str, Any]) -> dict[str, str]:
    """What the kind of request asks for, by label; nothing where nothing was written."""
    asked = {each.removeprefix(ids.OF_TYPE): text for each, text in put.items() if each.startswith(ids.OF_TYPE)}
    return {label: (text or "").strip() for label, text in asked.items()}


def _readiness(put: dict[str, Any]) -> Readiness:
    return Readiness(**{name: (put.get(ids.readiness_id(name)) or "").strip() or None for name in READINESS})
