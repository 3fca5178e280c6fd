"""`firebreak keys rotate`: stored tokens and secrets of webhooks under the newest key."""

from bot.api.repository import relock_webhooks
from bot.core.database import Database, database_url
from bot.core.keyring import Keyring
from bot.settings import KeySettings, split_keys
from bot.workspaces.repository import Installations


async def relock(settings: KeySettings) -> int:
    """Returns how many installations there are. Raises NoKeyFits when a key is missing; then nothing changed."""
    database = Database(database_url(settings.database_url))
    try:
        async with database.transaction() as session:
            keyring = Keyring(split_keys(settings.token_keys))
            await relock_webhooks(session, keyring)
            return await Installations(session, keyring).relock_all()
    finally:
        await database.close()
