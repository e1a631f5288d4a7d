"""Every address of the product."""

from django.contrib import admin
from django.urls import path
from django.views.generic import RedirectView

from deskside.api.door import door
from deskside.config.console import console, push_worker
from deskside.config.sign_out import SignOut
from deskside.people.pages import SignIn
from deskside.portal.pages import answering, portal

urlpatterns = [
    path("", portal, name="portal"),
    path("console/", console, name="console"),
    path("console/push-worker.js", push_worker, name="push_worker"),
    path("console/sign-in/", SignIn.as_view(), name="sign_in"),
    path("console/sign-out/", SignOut.as_view(), name="sign_out"),
    path("favicon.ico", RedirectView.as_view(url="/static/favicon.svg", permanent=True)),
    path("answering", answering, name="answering"),
    path("api/do", door, name="door"),
    path("admin/logout/", SignOut.as_view()),
    path("admin/", admin.site.urls),
]
