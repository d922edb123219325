/** The lines at the top of a device's firmware. */
export function firmwareDefines(
  templateId: string,
  templateName: string,
  token: string | null,
  version: string | null = null,
): string {
  return [
    `#define BLYNK_TEMPLATE_ID "${literal(templateId)}"`,
    `#define BLYNK_TEMPLATE_NAME "${literal(templateName)}"`,
    ...(version === null ? [] : [`#define BLYNK_FIRMWARE_VERSION "${literal(version)}"`]),
    ...(token === null ? [] : [`#define BLYNK_AUTH_TOKEN "${literal(token)}"`]),
  ].join("\n");
}

// Inside a C string literal: a quote or a backslash would end or bend it.
function literal(text: string): string {
  return text.replace(/["\\]/g, "\\$&").replace(/[\r\n]+/g, " ");
}

/** What stands for a token that is not shown. */
export const hiddenToken = "YOUR_TOKEN";

/** The addresses by which a device or a script reads and writes one datastream. */
export function datastreamAddresses(origin: string, pin: number, token: string | null) {
  const call = (name: string) => `${origin}/external/api/${name}?token=${token ?? hiddenToken}&v${pin}`;
  return { read: call("get"), write: `${call("update")}=VALUE` };
}

/** What a person types to hear what a device is told, and to write a value in its name. The cloud's own port speaks MQTT, too. */
export function mqttCommands(origin: string, datastream: string, token: string | null) {
  const { hostname, port, protocol } = new URL(origin);
  const isTls = protocol === "https:";
  const where = [
    `-h ${hostname}`,
    `-p ${port || (isTls ? 443 : 80)}`,
    ...(isTls ? ["--tls-use-os-certs"] : []),
    `-u device -P '${token ?? hiddenToken}'`,
  ].join(" ");
  return {
    listen: `mosquitto_sub ${where} -t 'downlink/#' -v`,
    write: `mosquitto_pub ${where} -q 1 -t '${shellLiteral(`ds/${datastream}`)}' -m VALUE`,
  };
}

// Inside a shell's single quotes only the quote itself ends them.
const shellLiteral = (text: string) => text.replaceAll("'", String.raw`'\''`);
