"""asyncio on top of the component model's tasks.

Every call of an exported function is a task of the component model. The host polls each by
itself, and each can wait for its own events alone. asyncio knows one event loop, in which a
coroutine of one call may await what another call brings about. `component_tasks` joins the two:
whichever component task is polled runs everything that is ready, and wakes those component
tasks whose calls have ended meanwhile.
"""
