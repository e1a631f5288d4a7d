from django.apps import AppConfig


class ChatsConfig(AppConfig):
    name = "deskside.chats"
    label = "chats"
