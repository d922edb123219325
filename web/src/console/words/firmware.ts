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
