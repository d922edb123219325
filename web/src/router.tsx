import type { QueryClient } from "@tanstack/react-query";
import { createRoute, createRouter, redirect } from "@tanstack/react-router";
import { appRoutes } from "./app/routes";
import { consoleRoutes } from "./console/routes";
import { rootRoute } from "./shared/rootRoute";
import { comingInRoutes } from "./shared/comingIn/routes";
import { workbenchRoutes } from "./workbench/routes";

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/app" });
  },
});

export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree: rootRoute.addChildren([
      homeRoute,
      ...comingInRoutes,
      appRoutes,
      consoleRoutes,
      workbenchRoutes,
    ]),
    context: { queries },
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
