import { createRoute, redirect } from "@tanstack/react-router";
import { requirePerson } from "../shared/person";
import { rootRoute } from "../shared/rootRoute";
import { AppLayout } from "./AppLayout";
import { DevicesPage } from "./DevicesPage";

const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/app",
  beforeLoad: ({ context, location }) => requirePerson(context.queries, location.href),
  component: AppLayout,
});

const homeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/app/devices" });
  },
});

const devicesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/devices",
  component: DevicesPage,
});

export const appRoutes = appRoute.addChildren([homeRoute, devicesRoute]);
