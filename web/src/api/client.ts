import createClient, { type Middleware } from "openapi-fetch";
import { acting } from "./acting";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];
export type Device = Schemas["DeviceAnswer"];
export type Template = Schemas["TemplateAnswer"];
export type Session = Schemas["SessionAnswer"];
export type IssuedSession = Schemas["IssuedSessionAnswer"];
export type Value = Schemas["ValueAnswer"];
export type Person = Schemas["PersonAnswer"];

/** The cloud said no. Its sentence is for people, its code for programs. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly field?: string,
    /** What a whole table was refused for. */
    readonly report?: unknown,
  ) {
    super(message);
  }
}

/** The cloud could not be reached at all: no network, or the phone is in a device's access point. */
export class Unreachable extends Error {
  constructor() {
    super("The cloud cannot be reached. Check this device's internet connection.");
  }
}

const guard: Middleware = {
  onRequest({ request }) {
    signWithPlace(request.headers);
    return request;
  },
  async onResponse({ response }) {
    if (response.ok) return response;
    throw await problemOf(response);
  },
  onError({ error }) {
    return asUnreachable(error);
  },
};

/** What every call carries. */
export function placeHeaders(): Record<string, string> {
  const where = acting();
  return {
    // Answers the cross-site guard for cookie sign-in.
    "X-Firstlight": "1",
    ...(where && { "Firstlight-Organisation": String(where.id) }),
  };
}

function signWithPlace(headers: Headers): void {
  for (const [name, value] of Object.entries(placeHeaders())) headers.set(name, value);
}

async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return problemFrom(response.status, body);
}

/** The problem that an answer's body describes; null for a body that is no JSON. */
export function problemFrom(status: number, body: unknown): Problem {
  const problem = (body ?? {}) as {
    code?: string;
    detail?: string;
    title?: string;
    field?: string;
    report?: unknown;
  };
  return new Problem(
    status,
    problem.code ?? String(status),
    problem.detail ?? problem.title ?? `The cloud answered ${status}.`,
    problem.field,
    problem.report,
  );
}

/** The same from its text. */
export function problemOfText(status: number, text: string): Problem {
  try {
    return problemFrom(status, JSON.parse(text) as unknown);
  } catch {
    // Not Firstlight's own answer: its status has to do.
    return problemFrom(status, null);
  }
}

const asUnreachable = (error: unknown): Error =>
  error instanceof TypeError ? new Unreachable() : (error as Error);

/** The REST door, typed from the cloud's own document. Refusals are thrown as {@link Problem}. */
export const api = createClient<paths>({ baseUrl: window.location.origin, credentials: "same-origin" });
api.use(guard);

/** The data of an answer; every failure has been thrown before. */
export function dataOf<T>(answer: { data?: T }): T {
  return answer.data as T;
}

/** A call whose body or answer is a file, which the typed client would take into memory as text. Fails as {@link api} does. */
export async function callForFile(
  path: string,
  init: RequestInit & { signal: AbortSignal },
): Promise<Response> {
  const headers = new Headers(init.headers);
  signWithPlace(headers);
  const response = await fetch(path, { ...init, headers }).catch((error: unknown) => {
    throw asUnreachable(error);
  });
  if (!response.ok) throw await problemOf(response);
  return response;
}
