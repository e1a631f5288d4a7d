"""The representatives' pages: signing in and the console."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_safe

from deskside.kit.pages import page
from deskside.people.forms import SignInForm


class SignIn(LoginView):
    """Django's own sign-in, in our words and look."""

    template_name = "people/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """What the template shows."""
        return super().get_context_data(desk=settings.DESK_NAME, **context)


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
        },
    )
