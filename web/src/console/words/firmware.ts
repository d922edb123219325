/** The three lines at the top of a device's firmware. */
export function firmwareDefines(templateId: string, templateName: string, token: string | null): string {
  return [
    `#define BLYNK_TEMPLATE_ID "${literal(templateId)}"`,
    `#define BLYNK_TEMPLATE_NAME "${literal(templateName)}"`,
    ...(token === null ? [] : [`#define BLYNK_AUTH_TOKEN "${literal(token)}"`]),
  ].join("\n");
}

// Inside a C string literal: a quote or a backslash would end or bend it.
function literal(text: string): string {
  return text.replace(/["\\]/g, "\\$&").replace(/[\r\n]+/g, " ");
}
