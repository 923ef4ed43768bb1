# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""A browser over plain WebDriver HTTP (chromedriver), standard library only."""
import base64
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


def missing():
    """What the browser tests need and is not there, or None."""
    for program in ("chromium", "chromedriver"):
        if not shutil.which(program):
            return program
    return None


class Browser:
    def __init__(self, downloads, width=1200, height=900, dark=False,
                 scripts=True):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.driver = subprocess.Popen(
            ["chromedriver", f"--port={port}", "--silent"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.root = f"http://127.0.0.1:{port}"
        self.session = None
        preferences = {"download.default_directory": downloads,
                       "download.prompt_for_download": False}
        if not scripts:
            preferences["profile.managed_default_content_settings."
                        "javascript"] = 2
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu",
                     "--disable-dev-shm-usage", "--hide-scrollbars",
                     "--allow-file-access-from-files",
                     "--disable-background-networking",
                     f"--window-size={width},{height}"]
        if dark:
            arguments.append("--force-dark-mode")
            arguments.append("--blink-settings=preferredColorScheme=0")
        self._wait_ready()
        answer = self._call("POST", "/session", {"capabilities": {
            "alwaysMatch": {
                "browserName": "chrome",
                "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
                "goog:chromeOptions": {
                    "binary": shutil.which("chromium"),
                    "args": arguments, "prefs": preferences}}}})
        self.session = answer["sessionId"]

    def _wait_ready(self):
        for _ in range(200):
            try:
                if self._call("GET", "/status")["ready"]:
                    return
            except (urllib.error.URLError, ConnectionError):
                pass
            time.sleep(0.05)
        raise RuntimeError("chromedriver does not answer")

    def _call(self, method, path, body=None):
        base = f"/session/{self.session}" if self.session else ""
        request = urllib.request.Request(
            self.root + base + path, method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            value = json.load(error)["value"]
            raise RuntimeError(f"{path}: {value['message'][:500]}") from None

    def end(self):
        try:
            self._call("DELETE", "")
        finally:
            self.driver.terminate()
            self.driver.wait()

    def open(self, url):
        self._call("POST", "/url", {"url": url})

    def js(self, script, *arguments):
        """The value of a function's body."""
        return self._call("POST", "/execute/sync",
                          {"script": script, "args": list(arguments)})

    def find(self, css):
        return self._call("POST", "/element",
                          {"using": "css selector", "value": css})[ELEMENT]

    def click(self, css):
        self._call("POST", f"/element/{self.find(css)}/click", {})

    def type(self, css, text):
        self._call("POST", f"/element/{self.find(css)}/value", {"text": text})

    def text(self, css):
        return self._call("GET", f"/element/{self.find(css)}/text")

    def drag(self, css, pixels):
        """Press on the element's middle and pull sideways in small steps."""
        element = {ELEMENT: self.find(css)}
        moves = [{"type": "pointerMove", "duration": 30, "origin": "pointer",
                  "x": pixels // 10, "y": 0} for _ in range(10)]
        self._call("POST", "/actions", {"actions": [{
            "type": "pointer", "id": "mouse",
            "parameters": {"pointerType": "mouse"},
            "actions": [{"type": "pointerMove", "duration": 0,
                         "origin": element, "x": 0, "y": 0},
                        {"type": "pointerDown", "button": 0}, *moves,
                        {"type": "pointerUp", "button": 0}]}]})

    def hover(self, css):
        self.js("document.querySelector(arguments[0])"
                ".scrollIntoView({block: 'center'})", css)
        time.sleep(0.2)  # what scrolling hides must not hide it afterwards
        self._call("POST", "/actions", {"actions": [{
            "type": "pointer", "id": "mouse",
            "parameters": {"pointerType": "mouse"},
            "actions": [{"type": "pointerMove", "duration": 50,
                         "origin": {ELEMENT: self.find(css)},
                         "x": 0, "y": 0}]}]})

    def wait(self, script, seconds=60):
        """Until the script's value is true; that value."""
        limit = time.time() + seconds
        while time.time() < limit:
            value = self.js(script)
            if value:
                return value
            time.sleep(0.05)
        raise RuntimeError(f"waited {seconds} s for: {script}")

    def size(self, width, height):
        """Of the viewport, also below what a window can be."""
        self.command("Emulation.setDeviceMetricsOverride", width=width,
                     height=height, deviceScaleFactor=1, mobile=False)

    def command(self, name, **parameters):
        return self._call("POST", "/goog/cdp/execute",
                          {"cmd": name, "params": parameters})

    def screenshot(self, path, whole=False):
        size = self.command("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"clip": {"x": 0, "y": 0, "width": size["width"],
                         "height": min(size["height"], 16000), "scale": 1},
                "captureBeyondViewport": True} if whole else {}
        image = self.command("Page.captureScreenshot", format="png", **clip)
        with open(path, "wb") as file:
            file.write(base64.b64decode(image["data"]))

    def pdf(self, path):
        page = self._call("POST", "/print", {"shrinkToFit": True})
        with open(path, "wb") as file:
            file.write(base64.b64decode(page))

    def console(self):
        """Messages of the page since the last call, errors and warnings."""
        entries = self._call("POST", "/se/log", {"type": "browser"})
        return [entry["message"] for entry in entries
                if entry["level"] in ("SEVERE", "WARNING")]

    def requests(self):
        """Addresses asked for since the last call."""
        entries = self._call("POST", "/se/log", {"type": "performance"})
        messages = [json.loads(entry["message"])["message"]
                    for entry in entries]
        return [message["params"]["request"]["url"] for message in messages
                if message["method"] == "Network.requestWillBeSent"]


def wait_for_file(path, seconds=30):
    """The text of a download, once it is whole."""
    limit = time.time() + seconds
    while time.time() < limit:
        if os.path.exists(path) and not os.path.exists(path + ".crdownload"):
            with open(path, encoding="utf-8") as file:
                return file.read()
        time.sleep(0.05)
    raise RuntimeError(f"no download at {path}")
