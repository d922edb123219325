import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { requirePerson } from "../shared/person";
import { rootRoute } from "../shared/rootRoute";
import { readActivationSearch } from "./activations/filter";
import { readDeviceSearch } from "./devices/list/filter";
import { deviceTabs, type DeviceTab } from "./devices/tabs";
import { settingsTabs, type SettingsTab } from "./settings/tabs";

// Every page is loaded when it is first opened: the phone's app must not carry the operator's pages.
const consoleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/console",
  beforeLoad: ({ context, location }) => requirePerson(context.queries, location.href),
  component: lazyRouteComponent(() => import("./ConsoleLayout"), "ConsoleLayout"),
});

const homeRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/",
  component: lazyRouteComponent(() => import("./overview/OverviewPage"), "OverviewPage"),
});

const devicesRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/devices",
  validateSearch: readDeviceSearch,
  component: lazyRouteComponent(() => import("./devices/DevicesPage"), "DevicesPage"),
});

const deviceRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/devices/$deviceId",
  validateSearch: (search: Record<string, unknown>): { tab?: DeviceTab } => {
    const tab = deviceTabs.find((known) => known === search["tab"]);
    return tab ? { tab } : {};
  },
  component: lazyRouteComponent(() => import("./devices/DevicePage"), "DevicePage"),
});

const templatesRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/templates",
  component: lazyRouteComponent(() => import("./templates/TemplatesPage"), "TemplatesPage"),
});

const templateRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/templates/$templateId",
  component: lazyRouteComponent(() => import("./templates/TemplatePage"), "TemplatePage"),
});

const batchesRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/static-tokens",
  component: lazyRouteComponent(() => import("./staticTokens/BatchesPage"), "BatchesPage"),
});

const batchRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/static-tokens/$batchId",
  component: lazyRouteComponent(() => import("./staticTokens/BatchPage"), "BatchPage"),
});

const firmwareRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/firmware",
  validateSearch: (search: Record<string, unknown>): { template?: string } =>
    typeof search["template"] === "string" ? { template: search["template"] } : {},
  component: lazyRouteComponent(() => import("./firmware/FirmwarePage"), "FirmwarePage"),
});

const shipmentsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/shipments",
  component: lazyRouteComponent(() => import("./shipments/ShipmentsPage"), "ShipmentsPage"),
});

const shipmentRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/shipments/$shipmentId",
  component: lazyRouteComponent(() => import("./shipments/ShipmentPage"), "ShipmentPage"),
});

const organisationsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/organisations",
  component: lazyRouteComponent(() => import("./organisations/OrganisationsPage"), "OrganisationsPage"),
});

const organisationRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/organisations/$organisationId",
  component: lazyRouteComponent(() => import("./organisations/OrganisationPage"), "OrganisationPage"),
});

const activationsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/activations",
  validateSearch: readActivationSearch,
  component: lazyRouteComponent(() => import("./activations/ActivationsPage"), "ActivationsPage"),
});

const activationRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/activations/$sessionId",
  component: lazyRouteComponent(() => import("./activations/ActivationPage"), "ActivationPage"),
});

const auditRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/audit",
  component: lazyRouteComponent(() => import("./audit/AuditPage"), "AuditPage"),
});

const settingsRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/settings",
  validateSearch: (search: Record<string, unknown>): { tab?: SettingsTab } => {
    const tab = settingsTabs.find((known) => known === search["tab"]);
    return tab ? { tab } : {};
  },
  component: lazyRouteComponent(() => import("./settings/SettingsPage"), "SettingsPage"),
});

const accountRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/account",
  component: lazyRouteComponent(() => import("./account/AccountPage"), "AccountPage"),
});

const kitchenRoute = createRoute({
  getParentRoute: () => consoleRoute,
  path: "/kitchen",
  component: lazyRouteComponent(() => import("./kitchen/KitchenPage"), "KitchenPage"),
});

export const consoleRoutes = consoleRoute.addChildren([
  homeRoute,
  devicesRoute,
  deviceRoute,
  templatesRoute,
  templateRoute,
  batchesRoute,
  batchRoute,
  firmwareRoute,
  shipmentsRoute,
  shipmentRoute,
  activationsRoute,
  activationRoute,
  organisationsRoute,
  organisationRoute,
  auditRoute,
  settingsRoute,
  accountRoute,
  kitchenRoute,
]);
