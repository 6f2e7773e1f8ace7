"""A stand-in for Seam's SDK for Python, written by hand: it speaks HTTP as the
SDK does. The key of a call may ask it to misbehave."""

import json, os, subprocess, sys, urllib.error, urllib.request


class SeamHttpApiError(Exception):
    def __init__(self, error, status, request_id):
        super().__init__(error["message"])
        self.code, self.status_code, self.request_id = error["type"], status, request_id


class SeamHttpUnauthorizedError(SeamHttpApiError):
    pass


class ClientSession:
    def __init__(self, sent):
        self.__dict__ = {**sent, "customer_key": sent.get("customer_key")}


class ClientSessions:
    def __init__(self, options):
        self.options = options

    def create(self, **parameters):
        return ClientSession(self.send("PUT", "create", parameters)["client_session"])

    def get(self, **parameters):
        return ClientSession(self.send("POST", "get", parameters)["client_session"])

    def delete(self, **parameters):
        self.send("POST", "delete", parameters)

    def list(self, user_identifier_key=None):
        return getattr(self, user_identifier_key or "every")()

    def every(self):
        return [ClientSession(it) for it in self.send("POST", "list", {})["client_sessions"]]

    def hang(self):
        while True: pass

    def exit(self):
        os._exit(7)

    def flood(self):
        for _ in range(100_000): print("x" * 1000), print("x" * 1000, file=sys.stderr)
        return []

    def flood_results(self):
        while True: os.write(3, b"x" * 65536)

    def elsewhere(self):
        try: urllib.request.urlopen("https://metrics.example.org/x")
        except urllib.error.URLError: pass
        return []

    def show(self):
        raise ValueError(f"used {self.options}")

    def nosy(self):
        return [dict(os.environ), sys.argv, self.options, open("/proc/self/cmdline").read()]

    def nosy_file(self):
        try: return [open(f"/proc/{os.getppid()}/environ").read()]
        except OSError: return [""]

    def process(self):
        return [str(subprocess.Popen(["sleep", "86413"], start_new_session=True))]

    def send(self, method, name, parameters):
        headers = {"authorization": "Bearer " + self.options["api_key"], "content-type": "application/json"}
        request = urllib.request.Request(f"{self.options['endpoint']}/client_sessions/{name}",
                                         json.dumps(parameters).encode(), headers, method=method)
        try:
            return json.load(urllib.request.urlopen(request))
        except urllib.error.HTTPError as failed:
            kind = SeamHttpUnauthorizedError if failed.code == 401 else SeamHttpApiError
            raise kind(json.load(failed)["error"], failed.code, failed.headers["seam-request-id"])


class Seam:
    def __init__(self, **options):
        self.client_sessions = ClientSessions(options)
