from django.apps import AppConfig


class PushConfig(AppConfig):
    name = "deskside.push"
    label = "push"
