const groupLength = 6;
const codeLength = 18;

/** True for what the QR code on a unit's label says. Other codes on the box are serial numbers and web addresses. */
export const isLabel = (content: string): boolean => /^sqr_[\w-]{32}(\+\d+)?$/.test(content);

/** A typed code as it stands on the label: capitals in three groups. A pasted QR text stays what it is. */
export function tidyCode(typed: string): string {
  if (/^\s*sqr_/.test(typed)) return typed.trim();
  const letters = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .slice(0, codeLength);
  return letters.match(new RegExp(`.{1,${groupLength}}`, "g"))?.join("-") ?? "";
}
