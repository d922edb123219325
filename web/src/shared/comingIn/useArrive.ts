import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";

/** After signing in: nothing read as somebody else stays, and on to where one wanted to go. */
export function useArrive(to: string | undefined) {
  const router = useRouter();
  const queries = useQueryClient();
  return async () => {
    queries.clear();
    await router.navigate({ href: to ?? "/app" });
  };
}
