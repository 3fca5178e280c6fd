"""Tokens: made, listed, revoked, and believed."""

from collections.abc import Set

from sqlalchemy.ext.asyncio import AsyncSession

from bot.api.domain import Caller, Code, Refusal, Scope, Token, fingerprint_of, new_token
from bot.api.repository import Tokens, find_token
from bot.core.errors import BotError
from bot.core.work import Work
from bot.people.domain import misfit
from bot.people.repository import People
from bot.workspaces.domain import Workspace
from bot.workspaces.repository import all_workspaces, find_workspace, is_installed

LONGEST_NAME = 100
UNKNOWN = "This token is not known. `firebreak tokens new` makes one; it may have been revoked."


async def make_token(work: Work, name: str, scopes: Set[Scope], user_id: str | None) -> tuple[Token, str]:
    """Gives the token itself beside what is kept of it: nobody sees it again. Raises BotError with what to mend."""
    if not name.strip() or len(name) > LONGEST_NAME:
        raise BotError(f"Give the token a name of at most {LONGEST_NAME} characters, such as --name metabase.")
    if not scopes:
        raise BotError(f"Give the token at least one scope of {', '.join(Scope)}.")
    person = await People(work).get(user_id) if user_id else None
    if user_id and (person is None or misfit(person) is not None):
        raise BotError(f"{user_id} is nobody I know here. Use the Slack user id (U…) of a member of a team.")
    if user_id is None and scopes & {Scope.ANSWER, Scope.ABSENCES}:
        raise BotError("Answers and absences are somebody's: add --as with the Slack user id (U…) of a person.")
    token = new_token()
    kept = await Tokens(work).add(name.strip(), fingerprint_of(token), scopes, user_id)
    return kept, token


async def revoke_token(work: Work, token_id: int) -> None:
    """From now on it is nobody's, and its webhooks are told nothing."""
    if not await Tokens(work).revoke(token_id):
        raise BotError(f"There is no token {token_id} that could be revoked. `firebreak tokens list` shows them.")


async def workspace_named(session: AsyncSession, slack_id: str | None) -> Workspace:
    """That one, or the only one there is. Raises BotError with what to say instead."""
    if slack_id is not None:
        found = await find_workspace(session, slack_id)
        if found is None:
            raise BotError(f"Firebreak is not in a workspace {slack_id}. Its id begins with a T.")
        return found
    every = await all_workspaces(session)
    if not every:
        raise BotError("Firebreak is in no workspace yet. Start it once with `firebreak run`, or install it.")
    if len(every) > 1:
        names = ", ".join(f"{each.slack_id} ({each.name})" for each in every[:10])
        raise BotError(f"Say which workspace it is for with --workspace: {names}.")
    return every[0]


async def believe(session: AsyncSession, token: str) -> Token:
    """Whose it is, whatever the workspace. Raises Refusal for one that is not known, or not any more."""
    known = await find_token(session, fingerprint_of(token))
    if known is None or not await is_installed(session, known.workspace_id):
        raise Refusal(Code.UNAUTHENTICATED, UNKNOWN)
    return known


async def begin_call(work: Work, token: Token) -> Caller:
    """Notes the day of use. Raises Refusal when the person it acts for is gone."""
    today = work.now.date()
    if token.last_used_on != today:
        await Tokens(work).used(token.id, today)
    return await caller_of(work, token)


async def caller_of(work: Work, token: Token) -> Caller:
    person = await People(work).get(token.user_id) if token.user_id else None
    if token.user_id and (person is None or misfit(person) is not None):
        raise Refusal(Code.UNAUTHENTICATED, "The person this token acts for is not in the workspace any more.")
    return Caller(token, person)
