"""The representatives' page for signing in."""

from typing import Any

from django.conf import settings
from django.contrib.auth.views import LoginView

from deskside.people.forms import SignInForm


class SignIn(LoginView):
    """Django's own sign-in, in our words and look."""

    template_name = "people/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """What the template shows."""
        return super().get_context_data(desk=settings.DESK_NAME, **context)
