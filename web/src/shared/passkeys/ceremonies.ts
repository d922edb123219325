import { api, dataOf } from "../../api/client";

/** The person closed the browser's own window, or another question took its place: nothing to complain about. */
export const wasLeft = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === "NotAllowedError" || error.name === "AbortError");

/** Makes a passkey on this device and gives it to the cloud. */
export async function addPasskey(name: string) {
  const { challenge, options } = dataOf(await api.POST("/api/v1/me/passkeys/challenge"));
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    options as unknown as PublicKeyCredentialCreationOptionsJSON,
  );
  const credential = await navigator.credentials.create({ publicKey });
  return dataOf(
    await api.POST("/api/v1/me/passkeys", { body: { challenge, credential: jsonOf(credential), name } }),
  );
}

/** Signs in with whichever passkey the person picks. `silent`: offered in the address field, not in a window. */
export async function signInByPasskey(signal: AbortSignal, silent: boolean) {
  const { challenge, options } = dataOf(await api.POST("/api/v1/sign-in/passkey/challenge", { signal }));
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    options as unknown as PublicKeyCredentialRequestOptionsJSON,
  );
  const credential = await navigator.credentials.get({
    publicKey,
    signal,
    ...(silent ? { mediation: "conditional" as const } : {}),
  });
  return api.POST("/api/v1/sign-in/passkey", {
    params: { query: { useCookie: true } },
    body: { challenge, credential: jsonOf(credential) },
  });
}

function jsonOf(credential: Credential | null): Record<string, unknown> {
  if (!(credential instanceof PublicKeyCredential)) throw new Error("The browser gave no passkey.");
  return credential.toJSON() as Record<string, unknown>;
}
