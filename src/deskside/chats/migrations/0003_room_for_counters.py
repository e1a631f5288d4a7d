from django.db import migrations

# Every message moves the counters in its chat's row. With room left in the row's page PostgreSQL writes the new version
# beside the old one and leaves the indexes alone (measured: 26 instead of 64 µs a message).
LEAVE_ROOM = "ALTER TABLE chats_chat SET (fillfactor = 50)"
FILL = "ALTER TABLE chats_chat RESET (fillfactor)"


def on_postgresql(sql):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql)

    return run


class Migration(migrations.Migration):

    dependencies = [("chats", "0002_chat_open_chats")]

    operations = [migrations.RunPython(on_postgresql(LEAVE_ROOM), on_postgresql(FILL))]
