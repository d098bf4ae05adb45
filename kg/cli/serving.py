"""The commands that serve a graph and send it to others."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli.guard import guarded
from kg.cli.options import Output, settings


@guarded
def serve(
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Address to listen at; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen at; 0 for a free one.")] = 8000,
    name: Annotated[
        list[str] | None, typer.Option(metavar="HOST", help="Host name it is known by, if not the address; may be repeated.")
    ] = None,
    cors: Annotated[str | None, typer.Option(metavar="ORIGIN", help="Web origin whose pages may ask it; * for all.")] = None,
    timeout: Annotated[float, typer.Option(min=0.001, help="Seconds a query may take.")] = 10,
    limit: Annotated[int, typer.Option(min=1, help="Rows of an answer at most.")] = 10_000,
    output: Output = None,
) -> None:
    """Serve the graph on this machine: a SPARQL endpoint, a query page and the graph page. Read-only; Ctrl-C ends it."""
    from kg import serving
    from kg.cli.terminal import complain, say

    service = serving.Service(settings(output).output, host, port, tuple(name or ()), cors, timeout, limit)

    def listening(url: str, triples: int) -> None:
        say(f"Serving {service.output}, {triples:,} triples; Ctrl-C ends it")
        say(f"  the graph    {url}")
        say(f"  ask it       {url}query")
        say(f"  SPARQL 1.1   {url}sparql")
        if not serving.is_loopback(host):
            complain("Anybody who reaches this address can read the graph, quotes included; there are no passwords.")
        sys.stdout.flush()

    serving.serve(service, listening)
    say("stopped")


@guarded
def push(
    url: Annotated[str, typer.Argument(metavar="URL", help="Graph Store endpoint of a store (http://127.0.0.1:7878/store).")],
    graph: Annotated[str | None, typer.Option(metavar="IRI", help="The named graph there.")] = None,
    default: Annotated[bool, typer.Option("--default", help="The default graph there, as where no graph is named.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Replace what that graph holds; else it is added to.")] = False,
    part_size: Annotated[int, typer.Option(min=1, metavar="N", help="Triples a request at most.")] = 5000,
    restart: Annotated[bool, typer.Option("--restart", help="Begin anew where a push broke off.")] = False,
    output: Output = None,
) -> None:
    """Send the graph to a store by the Graph Store Protocol, in parts; what broke off goes on with the same command."""
    from kg import pushing
    from kg.cli import pace, terminal

    found = pushing.prepare(settings(output), url, graph, default, replace, part_size, restart)
    where = {None: "the graph that the address names", "": "the default graph"}.get(found.graph, f"the graph <{found.graph}>")
    terminal.say(f"Sending {len(found.lines):,} triples in {found.parts:,} part{'s' * (found.parts != 1)} to {found.shown}")
    terminal.say(f"  {'in place of what is in' if replace else 'into'} {where}")
    if found.sent:
        terminal.say(f"  going on with part {found.sent + 1:,}")
    if found.unencrypted:
        terminal.complain("The password goes there unencrypted: use https where you can.")
    with pace.progress("Sending") as move:
        pushing.send(found, move, terminal.complain)
    terminal.say("all of it has arrived")
