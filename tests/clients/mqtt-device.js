"use strict";
// Drives the unmodified MQTT.js as a device. Commands come in as lines, events go out as JSON lines.
//   node mqtt-device.js URL TOKEN VERSION [CA_FILE]      URL such as mqtt://127.0.0.1:8080; VERSION 4 (3.1.1) or 5
// With MQTT_USER in the environment it is a gateway: TOKEN is its secret, and it subscribes to nothing by itself.
// Commands: publish QOS TOPIC|PAYLOAD | subscribe FILTER | end
const fs = require("node:fs");
const readline = require("node:readline");
const mqtt = require("mqtt");

const [url, token, version, caFile] = process.argv.slice(2);
const user = process.env.MQTT_USER ?? "device";
const say = (event, data = {}) => process.stdout.write(JSON.stringify({ event, ...data }) + "\n");

const client = mqtt.connect(url, {
  protocolVersion: Number(version),
  username: user,
  password: token,
  keepalive: 45,
  reconnectPeriod: 200,
  ca: caFile ? [fs.readFileSync(caFile)] : undefined,
});

const subscribe = (filter) =>
  client.subscribe(filter, { qos: 1 }, (error, granted) =>
    say("subscribe", { error: error?.message, qos: granted?.map((one) => one.qos) }),
  );

client.on("connect", () => {
  say("connect");
  if (user === "device") subscribe("downlink/#");
});
client.on("message", (topic, payload) => say("message", { topic, payload: payload.toString() }));
client.on("close", () => say("close"));
client.on("error", (error) => say("error", { code: error.code, message: error.message }));

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  if (line === "end") {
    client.end(false, () => process.exit(0));
    return;
  }
  if (line.startsWith("subscribe ")) {
    subscribe(line.slice("subscribe ".length));
    return;
  }
  const [, qos, topic, payload] = /^publish (\d) ([^|]*)\|(.*)$/.exec(line);
  client.publish(topic, payload, { qos: Number(qos) }, (error) => say("published", { topic, error: error?.message }));
});
process.stdin.on("end", () => process.exit(0));
