"use strict";
// Drives the unmodified client node of node-red-contrib-blynk-iot as a device. Commands come in as lines, events go out as JSON lines.
//   node node-red-device.js HOST TLS-PORT TOKEN TEMPLATE-ID
// Commands: write PIN VALUE | write-many PIN COUNT | sync PIN | sync-all | property PIN NAME VALUE | end
const { EventEmitter } = require("node:events");
const readline = require("node:readline");
const util = require("node:util");

const [host, port, token, template] = process.argv.slice(2);
const say = (event, data = {}) => process.stdout.write(JSON.stringify({ event, ...data }) + "\n");

// As much of Node-RED as a configuration node sees of it.
function RedNode() {
  EventEmitter.call(this);
}
util.inherits(RedNode, EventEmitter);
RedNode.prototype.log = (text) => {
  if (text === "Invalid auth token") say("error", { error: "INVALID_TOKEN" });
};
RedNode.prototype.warn = (text) => say("warning", { text: String(text) });
RedNode.prototype.error = (text) => process.stderr.write(text + "\n");

let Client;
const RED = {
  _: (text) => text,
  nodes: {
    createNode: (node) => RedNode.call(node),
    registerType: (name, constructor) => {
      util.inherits(constructor, RedNode);
      Client = constructor;
    },
  },
};
require("node-red-contrib-blynk-iot/nodes/blynk-iot-client.js")(RED);

const client = new Client({ path: `${host}:${port}`, key: token, tmpl: template, enabled: true, multi_cmd: true });
client.on("status-connected", () => say("connect"));
client.on("status-connecting", () => say("connecting"));
client.registerInputNode({
  nodeType: "write",
  pin_all: true,
  send: (message) => say("write", { pin: Number(message.pin), values: message.arrayOfValues }),
});
client.registerInputNode({ nodeType: "app", send: (message) => say("app", { what: message.payload }) });

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const [command, first, second, ...rest] = line.split(" ");
  if (command === "write") client.virtualWrite(first, second);
  else if (command === "write-many") {
    // One write of the socket with many frames, as its flows do.
    const together = client.startMsgMulti();
    for (let turn = 1; turn <= Number(second); turn++) client.virtualWrite(first, turn, together);
    client.sendMsgMulti(together);
  } else if (command === "sync") client.syncVirtual(first);
  else if (command === "sync-all") client.syncAll();
  else if (command === "property") client.setProperty(first, second, rest.join(" "));
  else if (command === "end") process.exit(0);
  else say("unknown-command", { line });
});
process.stdin.on("end", () => process.exit(0));
