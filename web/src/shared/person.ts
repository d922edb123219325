import { queryOptions, type QueryClient } from "@tanstack/react-query";
import { redirect } from "@tanstack/react-router";
import { actIn, acting } from "../api/acting";
import { api, dataOf, Problem, type Person } from "../api/client";

/** Who is signed in; null for nobody. */
export const personQuery = queryOptions({
  queryKey: ["me"],
  staleTime: 5 * 60_000,
  queryFn: async (): Promise<Person | null> => {
    try {
      return dataOf(await api.GET("/api/v1/me"));
    } catch (error) {
      if (error instanceof Problem && error.status === 401) {
        actIn(null);
        return null;
      }
      // Where the tab acted is gone, or the right to act there.
      if (error instanceof Problem && error.status === 404 && acting()) {
        actIn(null);
        return dataOf(await api.GET("/api/v1/me"));
      }
      throw error;
    }
  },
});

/** For routes that need someone: sends everybody else to sign in, and back afterwards. */
export async function requirePerson(queries: QueryClient, here: string): Promise<Person> {
  const person = await queries.ensureQueryData(personQuery);
  if (person) return person;
  throw redirect({ to: "/sign-in", search: { to: here } });
}
