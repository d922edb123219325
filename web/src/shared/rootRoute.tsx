import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, Outlet } from "@tanstack/react-router";
import { ErrorPage, NotFoundPage } from "./StatePages";
import { AppVersion } from "./version/AppVersion";

export type RouterContext = { queries: QueryClient };

/** The trunk; each face brings its own branches. */
export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: () => (
    <>
      <Outlet />
      <AppVersion />
    </>
  ),
  errorComponent: ErrorPage,
  notFoundComponent: NotFoundPage,
});
