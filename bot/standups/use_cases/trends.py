"""Looking back: how a standup went over the last weeks."""

from bot.core.calendar import DAY, WEEK
from bot.core.work import Work
from bot.people.use_cases import today_of
from bot.standups.domain.trends import Trends, read_trends, weeks_until
from bot.standups.repository.trends import History

# Slack's chart has at most this many bars.
MOST_WEEKS = 20


async def trends_of(work: Work, standup_id: int, user_id: str, weeks: int) -> Trends:
    """The last whole and begun weeks up to the reader's today, at most 20."""
    today = await today_of(work, user_id)
    mondays = weeks_until(today, max(1, min(weeks, MOST_WEEKS)))
    first_on, last_on = mondays[0], mondays[-1] + WEEK - DAY
    asked = await History(work).asked(standup_id, first_on, last_on)
    told = await History(work).told(standup_id, first_on, last_on)
    return read_trends(mondays, [(on, each) for on, each in asked if each.prompt_at <= work.now], told)
