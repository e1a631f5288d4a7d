"""The portal's page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from deskside.kit.pages import page
from deskside.portal.feed import issue_cards


@require_safe
def portal(request: HttpRequest) -> HttpResponse:
    """The page where a customer asks for help."""
    return page(
        "portal.html",
        {
            "desk": settings.DESK_NAME,
            "organisation": settings.ORGANISATION,
            "issues": issue_cards(),
            "socket": "/live/customer",
            "door": "/api/do",
            "answering": "/answering",
        },
    )


@require_safe
def answering(request: HttpRequest) -> JsonResponse:
    """The issues somebody can answer now, for a page that has been open for a while."""
    response = JsonResponse({"issues": [card.id for card in issue_cards() if card.answering]})
    response.headers["Cache-Control"] = "no-store"
    return response
