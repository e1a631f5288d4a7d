"""Signing out, which also ends the live connections of that session."""

from typing import Any

from django.contrib.auth.views import LogoutView
from django.http import HttpRequest, HttpResponse

from deskside.live.cutting import cut_session


class SignOut(LogoutView):
    """Django's own sign-out; a tab left open elsewhere must not go on as if nothing had happened."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """End the session and all that hangs on it."""
        session = request.session.session_key
        response = super().post(request, *args, **kwargs)
        if session:
            cut_session(session)
        return response
