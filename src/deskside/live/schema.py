"""The JSON Schema of the wire, from the structs themselves. ``ui/src/wire/types.gen.ts`` is generated from it."""

import inspect
import json
from typing import Any

import msgspec

from deskside.kit.commands import Command, registry
from deskside.live.wire import FRAMES, SIGNALS


def wire_schema() -> dict[str, Any]:
    """One schema that names every command, signal, frame and what they contain.

    ``ClientFrame`` and ``ServerFrame`` are the two unions; ``Results`` maps a command's tag to its answer.
    """
    entries = list(registry)
    sent: list[type[Command]] = [*SIGNALS, *(entry.command for entry in entries)]
    results = {tag_of(entry.command): entry.returns for entry in entries if entry.returns}
    structs = [*sent, *FRAMES, *results.values()]
    schemas, components = msgspec.json.schema_components(structs, ref_template="#/$defs/{name}")
    for struct in structs:
        components[struct.__name__]["description"] = inspect.getdoc(struct)
    references = dict(zip(structs, schemas, strict=True))
    return {
        "title": "Wire",
        "type": "object",
        "additionalProperties": False,
        "required": ["client", "server", "results"],
        "properties": {
            "client": {"$ref": "#/$defs/ClientFrame"},
            "server": {"$ref": "#/$defs/ServerFrame"},
            "results": {"$ref": "#/$defs/Results"},
        },
        "$defs": {
            "ClientFrame": {"anyOf": [references[struct] for struct in sent]},
            "ServerFrame": {"anyOf": [references[struct] for struct in FRAMES]},
            "Results": {
                "type": "object",
                "additionalProperties": False,
                "required": list(results),
                "properties": {tag: references[struct] for tag, struct in results.items()},
            },
            **components,
        },
    }


def tag_of(struct: type[msgspec.Struct]) -> str:
    """The name a tagged struct has on the wire."""
    return str(struct.__struct_config__.tag)


def main() -> None:
    """Print the schema; `make types` pipes it into the generator of the TypeScript types."""
    print(json.dumps(wire_schema(), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
