#!/usr/bin/env python3
"""A thermostat behind the bridge of firstlight-edgentd: this program knows temperatures, the board's service knows the cloud.

Usage: thermostat.py [SOCKET]   (the standard library is all it needs)
"""
import json
import os
import select
import socket
import sys
import time

SOCKET = sys.argv[1] if len(sys.argv) > 1 else "/run/firstlight-edgent/bridge.sock"
SENSOR = os.environ.get("SENSOR", "/sys/class/thermal/thermal_zone0/temp")  # thousandths of a degree
PERIOD = float(os.environ.get("PERIOD", "5"))


def say(text):
    print(text, flush=True)


def temperature():
    with open(SENSOR) as sensor:
        return int(sensor.read()) / 1000


class Bridge:
    """Lines of JSON to and from the service."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.connect(path)
        self.rest = b""

    def ask(self, **request):
        self.socket.sendall(json.dumps(request).encode() + b"\n")

    def lines(self, seconds):
        """What the service says within so many seconds."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and select.select([self.socket], [], [], left)[0]:
            read = self.socket.recv(65536)
            if not read:
                raise ConnectionError("the service hung up")
            *whole, self.rest = (self.rest + read).split(b"\n")
            yield from (json.loads(line) for line in whole)


class Thermostat:
    def __init__(self):
        self.target = 20.0
        self.online = False

    def hear(self, line):
        if "state" in line:
            self.online = line["state"] == "online"
            say(f"state {line['state']}")
        elif line.get("datastream") == "Set Temperature":
            self.target = float(line["value"])
            say(f"set to {self.target}")
        elif "error" in line:
            say(f"{line['what']}: {line['why']}")

    def measure(self, bridge):
        now = temperature()
        # Written only while online: nothing that is older than the next measurement is worth keeping.
        if self.online:
            bridge.ask(write={"Temperature": now, "Heating": now < self.target})


def run():
    bridge, thermostat = Bridge(SOCKET), Thermostat()
    bridge.ask(sync=["Set Temperature"])  # what was set while this program was away
    while True:
        thermostat.measure(bridge)
        for line in bridge.lines(PERIOD):
            thermostat.hear(line)


while True:
    try:
        run()
    except (ConnectionError, FileNotFoundError) as gone:
        say(f"the service is away: {gone}")
        time.sleep(PERIOD)
    except KeyboardInterrupt:
        sys.exit(0)
