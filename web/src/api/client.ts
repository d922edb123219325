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
    // Answers the cross-site guard for cookie sign-in.
    request.headers.set("X-Firstlight", "1");
    const where = acting();
    if (where) request.headers.set("Firstlight-Organisation", String(where.id));
    return request;
  },
  async onResponse({ response }) {
    if (response.ok) return response;
    const body: unknown = await response
      .clone()
      .json()
      .catch(() => null);
    const problem = (body ?? {}) as { code?: string; detail?: string; title?: string; field?: string };
    throw new Problem(
      response.status,
      problem.code ?? String(response.status),
      problem.detail ?? problem.title ?? `The cloud answered ${response.status}.`,
      problem.field,
    );
  },
  onError({ error }) {
    return error instanceof TypeError ? new Unreachable() : (error as Error);
  },
};

/** The REST door, typed from the cloud's own document. Refusals are thrown as {@link Problem}. */
export const api = createClient<paths>({ baseUrl: window.location.origin, credentials: "same-origin" });
api.use(guard);

/** The data of an answer; every failure has been thrown before. */
export function dataOf<T>(answer: { data?: T }): T {
  return answer.data as T;
}
