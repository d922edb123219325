// What the console's checks look at: templates, devices that speak the native protocol, activations that end in every way.
import net from "node:net";
import { setTimeout as wait } from "node:timers/promises";

const PING = 6;
const LOGIN = 29;
const INTERNAL = 17;
const HARDWARE = 20;
const EVENT = 64;

/** The cloud's REST door with a bearer token. */
export async function signIn(cloud, email, password) {
  const answer = await fetch(`${cloud}/api/v1/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`Sign-in answered ${answer.status}: ${await answer.text()}`);
  const { accessToken } = await answer.json();
  return async (method, path, body) => {
    const response = await fetch(`${cloud}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return text ? JSON.parse(text) : null;
  };
}

/** A device on the native protocol: logs in with its token, says what it is, then writes and listens. */
export async function plugIn(cloud, token, about) {
  const { hostname, port } = new URL(cloud);
  const socket = net.connect(Number(port), hostname);
  socket.on("error", () => {});
  let id = 0;
  let rest = Buffer.alloc(0);
  const written = new Map();
  socket.on("data", (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    while (rest.length >= 5) {
      const length = rest[0] === 0 ? 0 : rest.readUInt16BE(3);
      if (rest.length < 5 + length) return;
      const parts = rest
        .subarray(5, 5 + length)
        .toString("utf8")
        .split("\0");
      if (rest[0] === HARDWARE && parts[0] === "vw") written.set(Number(parts[1]), parts[2]);
      rest = rest.subarray(5 + length);
    }
  });
  const send = (command, ...parts) => {
    const body = Buffer.from(parts.join("\0"), "utf8");
    const head = Buffer.alloc(5);
    head[0] = command;
    head.writeUInt16BE((id = (id % 65_000) + 1), 1);
    head.writeUInt16BE(body.length, 3);
    socket.write(Buffer.concat([head, body]));
  };
  await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  send(LOGIN, token);
  await wait(150);
  send(INTERNAL, ...Object.entries({ "h-beat": "10", ...about }).flat());
  await wait(150);
  const beat = setInterval(() => send(PING), 4_000);
  socket.once("close", () => clearInterval(beat));
  return {
    written,
    write: (pin, value) => send(HARDWARE, "vw", String(pin), String(value)),
    event: (code, text) => send(EVENT, code, text),
    unplug: () => socket.destroy(),
  };
}

async function until(isSo) {
  for (let tries = 0; tries < 100; tries++) {
    if (await isSo()) return;
    await wait(100);
  }
  throw new Error("Ten seconds were not enough.");
}

const board = {
  mcu: "2.4.1",
  blynk: "1.3.2",
  dev: "ESP32-S3",
  cpu: "ESP32",
  con: "WiFi",
  build: "Nov  3 2026 10:12:44",
};

async function makeTemplates(call) {
  const thermostat = await call("POST", "/templates", {
    name: "Thermostat",
    hardware: "ESP32",
    hotspotPrefix: "Firstlight",
    offlineAfterSeconds: 5,
  });
  const streams = [
    { name: "Temperature", pin: "V0", type: "Double", min: -40, max: 80, unit: "°C" },
    {
      name: "Target",
      pin: "V1",
      type: "Double",
      min: 5,
      max: 30,
      unit: "°C",
      defaultValue: 20,
      syncOnConnect: true,
    },
    { name: "Heating", pin: "V2", type: "Integer", min: 0, max: 1, syncOnConnect: true },
    { name: "Message", pin: "V3", type: "String" },
    { name: "Place", pin: "V4", type: "Location" },
  ];
  for (const stream of streams) await call("POST", `/templates/${thermostat.id}/datastreams`, stream);
  const fields = [
    { name: "Room", type: "Text", askAtProvisioning: true, required: true },
    { name: "Floor", type: "Number", askAtProvisioning: true },
    { name: "IMEI", type: "Imei" },
  ];
  for (const field of fields) await call("POST", `/templates/${thermostat.id}/metadata-fields`, field);
  const pump = await call("POST", "/templates", {
    name: "Garden pump",
    hardware: "ESP8266",
    offlineAfterSeconds: 60,
  });
  await call("POST", `/templates/${pump.id}/datastreams`, {
    name: "Running",
    pin: "V0",
    type: "Integer",
    min: 0,
    max: 1,
  });
  return { thermostat, pump };
}

async function activate(cloud, call, template, name, about) {
  const session = await call("POST", "/provisioning/sessions", { templateId: template });
  await call("POST", `/provisioning/sessions/${session.id}/reports`, { step: "device_found", detail: name });
  await call("POST", `/provisioning/sessions/${session.id}/reports`, { step: "credentials_sent" });
  const device = await plugIn(cloud, session.token, { ...board, ...about, tmpl: template });
  await until(async () => (await call("GET", `/provisioning/sessions/${session.id}`)).state === "Succeeded");
  await call("PATCH", `/devices/${session.deviceId}`, { name });
  return { id: session.deviceId, session: session.id, ...device };
}

async function fail(call, template, errorCode, detail) {
  const session = await call("POST", "/provisioning/sessions", { templateId: template });
  await call("POST", `/provisioning/sessions/${session.id}/reports`, { step: "credentials_sent" });
  await call("POST", `/provisioning/sessions/${session.id}/reports`, {
    step: "device_reported_error",
    errorCode,
    detail,
  });
  return session.id;
}

/** Fills an empty cloud. The devices stay connected until `unplug`. */
export async function furnish(cloud, call) {
  const { thermostat, pump } = await makeTemplates(call);
  const kitchen = await activate(cloud, call, thermostat.id, "Kitchen thermostat", {});
  const hall = await activate(cloud, call, thermostat.id, "Hall thermostat", { mcu: "2.4.0" });
  const well = await activate(cloud, call, pump.id, "Well pump", {
    mcu: "1.0.9",
    dev: "NodeMCU",
    cpu: "ESP8266",
  });
  await call("PUT", `/devices/${kitchen.id}/metadata/Room`, { value: "Kitchen" });
  await call("PUT", `/devices/${kitchen.id}/metadata/Floor`, { value: "1" });
  for (let index = 0; index < 40; index++) {
    kitchen.write(0, (21 + Math.sin(index / 6) * 1.4 + (index % 3) * 0.1).toFixed(3));
    await wait(60);
  }
  kitchen.write(2, 1);
  kitchen.write(3, "Heating since sunrise");
  kitchen.write(4, "8.5417\u000047.3769");
  kitchen.event("overheated", "The case reached 71 °C");
  await wait(300);
  hall.unplug();
  const manual = await call("POST", "/devices", { templateId: thermostat.id, name: "Workshop prototype" });
  for (let index = 1; index <= 60; index++)
    await call("POST", "/devices", {
      templateId: pump.id,
      name: `Field pump ${String(index).padStart(2, "0")}`,
    });
  const failed = await fail(call, thermostat.id, 722, "Home-5");
  await fail(call, thermostat.id, 722, "Home-5");
  await fail(call, pump.id, 720, "Gardn");
  const cancelled = await call("POST", "/provisioning/sessions", { templateId: thermostat.id });
  await call("POST", `/provisioning/sessions/${cancelled.id}/cancel`);
  const pending = await call("POST", "/provisioning/sessions", { templateId: thermostat.id });
  return {
    thermostat: thermostat.id,
    pump: pump.id,
    kitchen,
    hall,
    well,
    manual: manual.id,
    failed,
    pending: pending.id,
    unplug: () => [kitchen, hall, well].forEach((device) => device.unplug()),
  };
}
