from django.apps import AppConfig


class QueuesConfig(AppConfig):
    name = "deskside.queues"
    label = "queues"
