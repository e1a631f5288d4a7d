"""How far people have read, gathered here and stored every few seconds; losing the last ones harms nobody."""

from deskside.chats.cursors import store
from deskside.kit.actor import Actor
from deskside.kit.crossing import in_thread


class Sights:
    """The newest cursor of each reader in each chat that is not stored yet."""

    def __init__(self) -> None:
        self._newest: dict[tuple[Actor, int], int] = {}

    def note(self, actor: Actor, chat: int, public: int) -> None:
        """Somebody has seen a chat up to a number of the customer's counter."""
        known = self._newest.get((actor, chat), 0)
        self._newest[actor, chat] = max(known, public)

    async def flush(self) -> None:
        """Store what was noted."""
        newest, self._newest = self._newest, {}
        if newest:
            await in_thread(store, [(actor, chat, public) for (actor, chat), public in newest.items()])
