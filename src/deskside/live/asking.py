"""Having a command carried out: in a worker thread, or together with others of its kind."""

from typing import Any

from deskside.kit.actor import Actor
from deskside.kit.commands import Keyed, registry
from deskside.kit.crossing import in_thread
from deskside.kit.errors import Refusal
from deskside.kit.log import log
from deskside.kit.receipts import carry_out
from deskside.kit.storage import unavailable
from deskside.live.node import pressing
from deskside.queues.picking import GetNext


async def ask(actor: Actor, command: Keyed) -> Any:
    """Carry a command out and give its answer as built-in types.

    Raises:
        Refusal: why it was not carried out; ``storage.unavailable`` where that was no fault of the asker's.
    """
    if isinstance(command, GetNext):
        registry.entry(command, actor)
        return await pressing.ask((actor, command))
    try:
        return await in_thread(carry_out, actor, command)
    except Refusal:
        raise
    except Exception:
        log.exception("command.failed", command=type(command).__name__)
        raise unavailable() from None
