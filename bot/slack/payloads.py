"""Where things stand in what Slack sends."""

from collections.abc import Mapping
from typing import Any


def team_of(body: Mapping[str, Any]) -> str:
    """The workspace something was done in; empty when the payload does not say.

    With an org-wide installation `team` may be null in interactions, and `authorizations` name the org only.
    """
    team = body.get("team")
    view = body.get("view")
    authorizations = body.get("authorizations") or [{}]
    candidates = (
        # In a channel shared with another company, `team_id` may be theirs.
        authorizations[0].get("team_id"),
        body.get("team_id"),
        team.get("id") if isinstance(team, Mapping) else team,
        view.get("app_installed_team_id") if isinstance(view, Mapping) else None,
        view.get("team_id") if isinstance(view, Mapping) else None,
    )
    return next((str(each) for each in candidates if each), "")
