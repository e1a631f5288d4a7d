"""Starting a chat from the portal's form."""

from deskside.chats.models import Chat
from deskside.kit.clock import clock
from deskside.kit.errors import Conflict
from deskside.kit.receipts import key_reused
from deskside.people.models import Issue
from deskside.portal.form import Request
from deskside.queues.actions import enqueue


def start(request: Request) -> Chat:
    """Put a new chat into the line of its issue's team; the same request sent again finds its chat.

    Raises:
        Refusal: for a form that is not filled in rightly, an issue that is no longer offered, a key used before.
    """
    request.check()
    before = Chat.objects.filter(start_key=request.key).first()
    if before is not None:
        return _same(before, request)
    issue = Issue.objects.select_related("team").filter(pk=request.issue, offered=True).first()
    if issue is None:
        raise Conflict("issue.unknown", "This kind of help is not offered any more. Please choose again.")
    chat, made = Chat.objects.get_or_create(
        start_key=request.key,
        defaults={
            "team": issue.team,
            "issue": issue,
            "customer_name": request.name,
            "customer_email": request.email,
            "browser": request.browser,
            "description": request.description,
            "waiting_since": clock.now(),
        },
    )
    if not made:
        return _same(chat, request)  # The same request has come to another node at the same moment.
    enqueue(chat)
    return chat


def _same(before: Chat, request: Request) -> Chat:
    asked = (before.issue_id, before.customer_name, before.customer_email, before.description)
    if asked != (request.issue, request.name, request.email, request.description):
        raise key_reused()
    return before
