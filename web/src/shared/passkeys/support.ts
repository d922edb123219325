/** Whether this browser can use passkeys on this page, or what is in the way. */
export type PasskeySupport = "ready" | "needs-https" | "needs-name" | "needs-browser";

export type Surroundings = { isSecure: boolean; hostname: string; hasPasskeys: boolean };

/** Browsers offer passkeys on HTTPS and on localhost, for names and never for bare addresses. */
export function supportOf({ isSecure, hostname, hasPasskeys }: Surroundings): PasskeySupport {
  if (!isSecure) return "needs-https";
  if (/^[\d.]+$/.test(hostname) || hostname.includes(":")) return "needs-name";
  return hasPasskeys ? "ready" : "needs-browser";
}

/** The same for the page that is open. */
export const passkeySupport = (): PasskeySupport =>
  supportOf({
    isSecure: window.isSecureContext,
    hostname: window.location.hostname.replace(/^\[|\]$/g, ""),
    hasPasskeys:
      typeof window.PublicKeyCredential === "function" &&
      typeof window.PublicKeyCredential.parseCreationOptionsFromJSON === "function",
  });

/** What to do about it, for the account page. */
export const supportWords: Record<Exclude<PasskeySupport, "ready">, string> = {
  "needs-https":
    "Passkeys need HTTPS. Open this page by its https:// address; whoever runs this Firstlight can say which.",
  "needs-name":
    "Passkeys need a name, not a number: open this page as https://name instead of its IP address (on the same machine as localhost).",
  "needs-browser": "This browser does not know passkeys. A newer one does.",
};

/** A first name for a new passkey, from what the browser says of itself. */
export function suggestedName(userAgent: string): string {
  const systems: readonly (readonly [RegExp, string])[] = [
    [/iPhone/, "iPhone"],
    [/iPad/, "iPad"],
    [/Android/, "Android phone"],
    [/Windows/, "Windows computer"],
    [/Mac OS X/, "Mac"],
    [/Linux|CrOS/, "Linux computer"],
  ];
  return systems.find(([pattern]) => pattern.test(userAgent))?.[1] ?? "Passkey";
}
