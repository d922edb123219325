"""Drives the unmodified paho-mqtt of Debian as a device. Commands come in as lines, events go out as JSON lines.

    /usr/bin/python3 paho-device.py HOST PORT TOKEN VERSION     VERSION 4 (3.1.1) or 5
    Commands: publish QOS TOPIC|PAYLOAD | end
"""
import json
import sys

import paho.mqtt.client as paho

host, port, token, version = sys.argv[1:5]


def say(event, **data):
    print(json.dumps({"event": event, **data}), flush=True)


def on_connect(client, _data, _flags, code, *_properties):
    say("connect" if int(getattr(code, "value", code)) == 0 else "error", code=int(getattr(code, "value", code)))
    client.subscribe("downlink/#", qos=1)


def on_message(_client, _data, message):
    say("message", topic=message.topic, payload=message.payload.decode())


client = paho.Client(client_id="", protocol=paho.MQTTv5 if version == "5" else paho.MQTTv311)
client.username_pw_set("device", token)
client.reconnect_delay_set(min_delay=1, max_delay=1)
client.on_connect = on_connect
client.on_message = on_message
client.on_subscribe = lambda _client, _data, _id, granted, *_rest: say("subscribe", qos=[int(getattr(one, "value", one)) for one in granted])
client.on_disconnect = lambda *_all: say("close")
client.connect(host, int(port), keepalive=45)
client.loop_start()

for line in sys.stdin:
    line = line.rstrip("\n")
    if line == "end":
        break
    command, rest = line.split(" ", 1)
    qos, rest = rest.split(" ", 1)
    topic, payload = rest.split("|", 1)
    message = client.publish(topic, payload, qos=int(qos))
    message.wait_for_publish(timeout=30)
    say("published", topic=topic, error=None if message.is_published() else "not acknowledged")
client.disconnect()
client.loop_stop()
