"""Secrets at rest: encrypted with the newest key, readable with every key that is still on the ring."""

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class NoKeyFits(Exception):
    """What is stored was encrypted with a key that is not on the ring any more."""


class Keyring:
    """Fernet keys (AES-128-CBC with HMAC-SHA256), newest first."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Raises ValueError when one of them is no Fernet key, or there is none."""
        self._fernet = MultiFernet([Fernet(key) for key in keys])

    @staticmethod
    def new_key() -> str:
        return Fernet.generate_key().decode()

    def lock(self, secret: str) -> str:
        return self._fernet.encrypt(secret.encode()).decode()

    def unlock(self, locked: str) -> str:
        """Raises NoKeyFits."""
        try:
            return self._fernet.decrypt(locked.encode()).decode()
        except InvalidToken:
            raise NoKeyFits("a stored token cannot be read with the keys in TOKEN_KEYS") from None

    def relock(self, locked: str) -> str:
        """The same secret under the newest key. Raises NoKeyFits."""
        try:
            return self._fernet.rotate(locked.encode()).decode()
        except InvalidToken:
            raise NoKeyFits("a stored token cannot be read with the keys in TOKEN_KEYS") from None
