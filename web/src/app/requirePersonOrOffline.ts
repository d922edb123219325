import type { QueryClient } from "@tanstack/react-query";
import { isRedirect } from "@tanstack/react-router";
import { Problem } from "../api/client";
import { requirePerson } from "../shared/person";

// A phone in a device's Wi-Fi may wait for ever for an answer.
const patienceMs = 4_000;

/**
 * Needs somebody signed in, as far as that can be asked: without internet the pages open all the same, so that the wizard
 * resumes beside the device. Nothing can be read from the cloud then anyway.
 */
export async function requirePersonOrOffline(queries: QueryClient, here: string): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<void>((done) => {
    timer = setTimeout(done, patienceMs);
  });
  try {
    await Promise.race([requirePerson(queries, here), tooLong]);
  } catch (error) {
    if (isRedirect(error) || error instanceof Problem) throw error;
  } finally {
    clearTimeout(timer);
  }
}
