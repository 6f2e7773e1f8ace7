"""Host: runs inside the process of the Python SDK. It reads one call on each line
of its input, and writes one result on each line of file descriptor 3: output and
errors belong to the SDK. Imports nothing but the standard library and the SDK."""

import datetime, json, math, os, re, sys, traceback

sys.path.insert(0, os.path.dirname(__file__))
import guard
del sys.path[0], sys.modules["guard"]  # the SDK must not find it

results = os.fdopen(3, "w")
NONE = {"$": "none"}  # Python has one value for null and for what is absent
FIELDS = {"code": "code", "status_code": "statusCode", "request_id": "requestId",
          "data": "data", "validation_errors": "validationErrors"}
VIEWS = {"message": str, "inspect": repr, "stack": lambda error: "".join(
    traceback.format_exception(type(error), error, error.__traceback__))}


def send(line):
    results.write(json.dumps(line) + "\n")
    results.flush()


def encode(value, above=()):
    if value is None or isinstance(value, (bool, str, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else {"$": "number", "v": str(value)}
    if isinstance(value, datetime.date):
        return {"$": "Date", "v": value.isoformat()}
    if id(value) in above or len(above) > 100:
        return {"$": "cycle"}
    inside = (*above, id(value))
    if isinstance(value, (list, tuple)):
        return [encode(item, inside) for item in value]
    is_dict = isinstance(value, dict)
    items = dict(value) if is_dict else getattr(value, "__dict__", {})
    nothing = None if is_dict else NONE
    v = {str(key): nothing if item is None else encode(item, inside) for key, item in items.items()}
    if type(value) is not dict:
        return {"$": "object", "class": type(value).__name__, "v": v}
    return {"$": "object", "class": "", "v": v} if "$" in v else v


def describe(error, names):
    found = {FIELDS[name]: getattr(error, name, None) for name in FIELDS}
    fields = {name: encode(value) for name, value in found.items() if value is not None}
    if hasattr(error, "get_validation_error_messages"):
        fields["validationMessages"] = {name: encode(error.get_validation_error_messages(name)) for name in names}
    return {"class": type(error).__name__, "ancestors": [it.__name__ for it in type(error).__mro__[1:-1]],
            "message": str(error), "fields": fields}


def make(seam, call):
    target = seam.Seam(**{re.sub("[A-Z]", lambda it: "_" + it[0].lower(), name): value
                          for name, value in call["options"].items()})
    for name in call["method"]:
        target = getattr(target, name, None)
    if target is None:
        return {"kind": "missing", "method": ".".join(call["method"])}
    null = getattr(seam, "NULL", None)
    given = {name: null if value is None else value for name, value in (call["parameters"] or [{}])[0].items()}
    value = target(**given)
    return {"kind": "returned", "value": NONE if value is None else encode(value)}


def main():
    guard.close()
    try:
        import seam
    except Exception as error:
        return send({"kind": "unloadable", "why": f"{type(error).__name__}: {error}"})
    send({"kind": "ready"})
    for line in sys.stdin:
        call = json.loads(line)
        try:
            result = make(seam, call)
        except Exception as error:
            shown = [name for name, view in VIEWS.items() if any(it in view(error) for it in call["secrets"])]
            names = (call["parameters"] or [{}])[0]
            result = {"kind": "threw", "error": describe(error, names), "shown": shown}
        send({"id": call["id"], "elsewhere": [], "refused": guard.refused[:100], **result})
        guard.refused.clear()


main()
