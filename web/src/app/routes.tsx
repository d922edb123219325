import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { rootRoute } from "../shared/rootRoute";
import { AppLayout } from "./AppLayout";
import { DevicesPage } from "./devices/DevicesPage";
import { requirePersonOrOffline } from "./requirePersonOrOffline";

const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/app",
  beforeLoad: ({ context, location }) => requirePersonOrOffline(context.queries, location.href),
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

const deviceRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/devices/$id",
  component: lazyRouteComponent(() => import("./device/DevicePage"), "DevicePage"),
});

const addRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/add",
  /** `device`: an existing one gets another network. `workbench`: where the virtual room is, on this machine only. */
  validateSearch: (search: Record<string, unknown>): { device?: number; workbench?: string } => ({
    ...(Number.isSafeInteger(search["device"]) ? { device: search["device"] as number } : {}),
    ...(typeof search["workbench"] === "string" ? { workbench: search["workbench"] } : {}),
  }),
  component: lazyRouteComponent(() => import("./wizard/AddDevicePage"), "AddDevicePage"),
});

const claimRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/claim",
  component: lazyRouteComponent(() => import("./claim/ClaimPage"), "ClaimPage"),
});

const accountRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/account",
  component: lazyRouteComponent(() => import("./account/AccountPage"), "AccountPage"),
});

const ownDataRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/account/data",
  component: lazyRouteComponent(() => import("./account/OwnDataPage"), "OwnDataPage"),
});

export const appRoutes = appRoute.addChildren([
  homeRoute,
  devicesRoute,
  deviceRoute,
  addRoute,
  claimRoute,
  accountRoute,
  ownDataRoute,
]);
