"""The representative console, whose page carries what several rooms know; and its service worker."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_safe

from deskside.kit.pages import page
from deskside.push.keys import public_key


@login_required
@require_safe
def console(request: HttpRequest) -> HttpResponse:
    """The representative console."""
    return page(
        "console.html",
        {
            "desk": settings.DESK_NAME,
            "socket": "/live/console",
            "sign_out": "/console/sign-out/",
            "csrf": get_token(request),
            "admin": "/admin/" if request.user.is_staff else None,
            "push": public_key(),
        },
    )


@require_safe
def push_worker(request: HttpRequest) -> FileResponse:
    """What runs in a browser while the console is closed. Its address here, and not below ``/static/``, gives it the
    console's pages; browsers ask for it again by themselves.
    """
    response = FileResponse((Path(settings.UI) / "push-worker.js").open("rb"), content_type="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response
