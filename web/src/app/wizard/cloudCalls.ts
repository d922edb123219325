import { api, dataOf, Problem } from "../../api/client";
import type { KnownTemplate, Report, SessionView, Ticket, Trouble } from "./types";

// A phone beside a device may be in a network that swallows requests: nothing waits for ever.
const patience = () => ({ signal: AbortSignal.timeout(8_000) });

/** A new attempt: its token, and where the device shall connect. */
export async function issueTicket(existing: number | null): Promise<Ticket> {
  const issued = dataOf(
    await api.POST("/api/v1/provisioning/sessions", {
      body: { templateId: null, deviceId: existing },
      ...patience(),
    }),
  );
  if (!issued.id || !issued.token || !issued.code || !issued.deviceId || !issued.expiresAt)
    throw new Problem(502, "incomplete_answer", "The cloud's answer was not complete.");
  return {
    id: issued.id,
    token: issued.token,
    code: issued.code,
    deviceId: issued.deviceId,
    host: issued.host,
    port: issued.port,
    tlsPort: issued.tlsPort,
    expiresAt: issued.expiresAt,
  };
}

/** Which devices exist here; empty when that cannot be told, for the wizard works without. */
export async function knownTemplates(): Promise<KnownTemplate[]> {
  try {
    const page = dataOf(await api.GET("/api/v1/templates", patience()));
    return page.items.map(({ id, name, hotspotPrefix }) => ({ id, name, prefix: hotspotPrefix || "Blynk" }));
  } catch {
    return [];
  }
}

export async function readSession(id: number): Promise<SessionView> {
  const params = { path: { id } };
  return dataOf(await api.GET("/api/v1/provisioning/sessions/{id}", { params, ...patience() }));
}

/** Tells the session what was seen. `later`: the cloud could not be reached. A refused report is done: it stays refused. */
export async function deliver(report: Report): Promise<"done" | "later"> {
  try {
    await api.POST("/api/v1/provisioning/sessions/{id}/reports", {
      params: { path: { id: report.sessionId } },
      body: { step: report.step, errorCode: report.errorCode, detail: report.detail },
      ...patience(),
    });
    return "done";
  } catch (error) {
    return error instanceof Problem && error.status < 500 ? "done" : "later";
  }
}

/** Ends an attempt that nobody waits for. One that cannot be told ends by its expiry. */
export async function cancelSession(id: number): Promise<void> {
  await api
    .POST("/api/v1/provisioning/sessions/{id}/cancel", { params: { path: { id } }, ...patience() })
    .catch(() => undefined);
}

export async function cloudAnswers(): Promise<boolean> {
  try {
    await api.GET("/api/v1/set-up", { signal: AbortSignal.timeout(4_000), cache: "no-store" });
    return true;
  } catch (error) {
    return error instanceof Problem;
  }
}

/** A refusal in the customer's words. */
export function troubleOfProblem(problem: Problem): Trouble {
  return { reason: problem.message, nextStep: nextStepOf(problem.status) };
}

function nextStepOf(status: number): string {
  switch (status) {
    case 401:
      return "Sign in again; you will come back to this page.";
    case 403:
      return "Ask an administrator of your organisation to add the device for you.";
    case 404:
      return "The device may have been removed: add it as a new one.";
    default:
      return "Wait a moment and try again.";
  }
}
