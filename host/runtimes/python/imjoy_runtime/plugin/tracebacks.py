"""Errors of the plugin's code as text, with places in the plugin's own files.

Frames of this package and of the standard library are left out: the plugin's author cannot
change them.
"""

import linecache
import traceback

from ..errors import sendable, summary

# Of an endless recursion the first and last frames are enough.
_MAX_FRAMES = 40

# By file: how much indentation was taken from the lines of which part of it, and how much more
# stands before its first line.
_indents = {}


def register(file, first_line, indent, before, text):
    """Makes a script known, so that its lines can be quoted."""
    lines = linecache.cache[file][2] if file in _indents else []
    script = text.splitlines(keepends=True)
    lines = lines + [""] * (first_line - 1 + len(script) - len(lines))
    lines[first_line - 1 : first_line - 1 + len(script)] = script
    linecache.cache[file] = (sum(map(len, lines)), None, lines, file)
    _indents.setdefault(file, []).append((first_line, first_line + len(script), indent, before))


def describe(error):
    """The error in one line, then where in the plugin it happened, then the way there."""
    parts = [summary(error)]
    try:
        parts += _place(error)
        trace = _trace(error)
        if trace:
            parts.append(trace)
    except Exception as second:
        # A text of the plugin's own, such as a faulty __str__, must not hide the error.
        parts.append(f"(its traceback cannot be shown: {type(second).__name__})")
    return sendable("\n".join(parts))


def _place(error):
    """`file:line:column`, the line, and carets below it."""
    if isinstance(error, SyntaxError) and error.filename in _indents:
        start, end = error.offset or 1, error.end_offset or 0
        if error.end_lineno not in (None, error.lineno):
            end = 0
        return _quote(error.filename, error.lineno or 1, start, end, error.text)
    frames = _own_frames(error)
    if not frames:
        return []
    frame = frames[-1]
    end = frame.end_colno if frame.end_lineno == frame.lineno else None
    start = None if frame.colno is None else frame.colno + 1
    return _quote(frame.filename, frame.lineno, start, None if end is None else end + 1, None)


def _quote(file, line_number, start, end, line):
    shift = next(
        (
            indent + (before if line_number == first else 0)
            for first, last, indent, before in _indents[file]
            if first <= line_number < last
        ),
        0,
    )
    line = (line or linecache.getline(file, line_number)).rstrip("\n")
    place = f"{file}:{line_number}"
    if start is None:
        return [place, f"    {line.strip()}"]
    stripped = line.lstrip()
    offset = max(start - 1 - (len(line) - len(stripped)), 0)
    width = max((end or 0) - start, 1)
    carets = " " * offset + "^" * min(width, max(len(stripped) - offset, 1))
    return [f"{place}:{start + shift}", f"    {stripped}", f"    {carets}"]


def _trace(error):
    """The calls that led there, as Python writes them, where there was more than one."""
    trace = traceback.TracebackException.from_exception(error, limit=-_MAX_FRAMES * 4, compact=True)
    if len(_only_own(trace)) <= 1 and trace.__cause__ is None and trace.__context__ is None:
        return ""
    return "".join(trace.format()).rstrip("\n")


def _only_own(trace):
    """Takes foreign frames out of a traceback, and of those of its causes."""
    own = traceback.StackSummary.from_list([frame for frame in trace.stack if frame.filename in _indents][-_MAX_FRAMES:])
    trace.stack = own
    for other in (trace.__cause__, trace.__context__):
        if other is not None:
            _only_own(other)
    return own


def _own_frames(error):
    stack = traceback.extract_tb(error.__traceback__, limit=-_MAX_FRAMES * 4)
    return [frame for frame in stack if frame.filename in _indents]
