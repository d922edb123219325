"use strict";
// Drives the unmodified blynk-library as a device. Commands come in as lines, events go out as JSON lines.
//   node blynk-device.js HOST PORT TOKEN [CA_FILE]      with CA_FILE: over TLS
// Commands: write PIN VALUE | sync PIN | sync-all | property PIN NAME VALUE | event CODE TEXT | end
//           bridge BRIDGE-PIN TOKEN | bridge-write BRIDGE-PIN PIN VALUE
const readline = require("node:readline");
const Blynk = require("blynk-library");

const [host, port, token, caFile] = process.argv.slice(2);
const say = (event, data = {}) => process.stdout.write(JSON.stringify({ event, ...data }) + "\n");
console.log = (...words) => process.stderr.write(words.join(" ") + "\n");

const connector = caFile
  ? new Blynk.SslClient({ addr: host, port: Number(port), ca: [caFile] })
  : new Blynk.TcpClient({ addr: host, port: Number(port) });
const blynk = new Blynk.Blynk(token, { connector });

const pins = new Map();
const pinOf = (number) => {
  if (!pins.has(number)) {
    const pin = new blynk.VirtualPin(number);
    pin.on("write", (values) => say("write", { pin: number, values }));
    pins.set(number, pin);
  }
  return pins.get(number);
};
for (let number = 0; number < 10; number++) pinOf(number);

const bridges = new Map();

blynk.on("connect", () => say("connect"));
blynk.on("disconnect", () => say("disconnect"));
blynk.on("error", (error) => say("error", { error: String(error) }));

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const [command, first, second, ...rest] = line.split(" ");
  if (command === "write") pinOf(Number(first)).write(second);
  else if (command === "sync") blynk.syncVirtual(Number(first));
  else if (command === "sync-all") blynk.syncAll();
  else if (command === "property") blynk.setProperty(Number(first), second, rest.join(" "));
  else if (command === "event") blynk.eventLog(first, [second, ...rest].join(" "));
  else if (command === "bridge") {
    bridges.set(first, new blynk.WidgetBridge(Number(first)));
    bridges.get(first).setAuthToken(second);
  } else if (command === "bridge-write") bridges.get(first).virtualWrite(Number(second), rest.join(" "));
  else if (command === "end") process.exit(0);
  else say("unknown-command", { line });
});
process.stdin.on("end", () => process.exit(0));
