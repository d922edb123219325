import { createRoute } from "@tanstack/react-router";
import { rootRoute } from "./rootRoute";
import { SignInPage } from "./SignInPage";

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  // Only a path of ours: an address from elsewhere must not send a person away after signing in.
  validateSearch: (search: Record<string, unknown>): { to?: string } =>
    typeof search["to"] === "string" && /^\/(?![/\\])/.test(search["to"]) ? { to: search["to"] } : {},
  component: SignInPage,
});
