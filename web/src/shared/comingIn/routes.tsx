import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../rootRoute";
import { SignInPage } from "./SignInPage";

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  // Only a path of ours: an address from elsewhere must not send a person away after signing in.
  validateSearch: (search: Record<string, unknown>): { to?: string } =>
    typeof search["to"] === "string" && /^\/(?![/\\])/.test(search["to"]) ? { to: search["to"] } : {},
  component: SignInPage,
});

const signUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-up",
  component: lazyRouteComponent(() => import("./SignUpPage"), "SignUpPage"),
});

const forgotRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/forgot-password",
  component: lazyRouteComponent(() => import("./ForgotPasswordPage"), "ForgotPasswordPage"),
});

const resetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/reset-password",
  component: lazyRouteComponent(() => import("./ResetPasswordPage"), "ResetPasswordPage"),
});

const joinRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/join",
  component: lazyRouteComponent(() => import("./JoinPage"), "JoinPage"),
});

/** The pages before one is signed in. */
export const comingInRoutes = [signInRoute, signUpRoute, forgotRoute, resetRoute, joinRoute] as const;
