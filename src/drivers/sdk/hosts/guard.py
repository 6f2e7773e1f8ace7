"""Guard: refuses and notes processes that the Python SDK starts, and files beside
Python's own, those of its packages and those of the system."""

import os, re, sys, sysconfig

refused = []
roots = tuple(os.path.realpath(it) for it in (sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), os.path.dirname(__file__),
                                         f"/proc/{os.getpid()}", "/etc", "/usr", "/dev", "/sys", "/System", "/Library"))
PROCESS = re.compile(r"subprocess\.Popen|os\.(system|exec|posix_spawn|spawn|fork|forkpty|startfile|kill|killpg)|pty\.spawn|signal\.pthread_kill")
CHANGE = re.compile(r"os\.(mkdir|rename|remove|rmdir|link|symlink|truncate|chmod|chown|utime|setxattr)|shutil\..*|sqlite3\.connect|tempfile\..*")


def refuse(event, given):
    """Each event of the interpreter: https://docs.python.org/3/library/audit_events.html"""
    kind, what = "", ""
    if PROCESS.fullmatch(event):
        kind, what = "process", os.fsdecode(given[0]) if given and isinstance(given[0], (str, bytes)) else event
    elif CHANGE.fullmatch(event):
        kind, what = "file", str(given[0]) if given else event
    elif event == "socket.bind" and isinstance(given[1], (str, bytes)):
        kind, what = "file", os.fsdecode(given[1])
    elif event == "open" and isinstance(given[0], (str, bytes)):
        path = os.path.realpath(os.fsdecode(given[0]))
        is_read = not (given[2] or 0) & (os.O_WRONLY | os.O_RDWR)
        if path != os.devnull and not (is_read and any(f"{path}/".startswith(f"{it}/") for it in roots)):
            kind, what = "file", path
    if kind:
        refused.append({"kind": kind, "what": what})
        raise PermissionError(f"it may not use the {kind} {what}")


def close():
    """For good: no code can remove it."""
    sys.addaudithook(refuse)
