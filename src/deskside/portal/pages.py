"""The portal's page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
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
        },
    )
