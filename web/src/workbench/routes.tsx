import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shared/rootRoute";
import { workbenchIn } from "./address";

export const workbenchRoutes = createRoute({
  getParentRoute: () => rootRoute,
  path: "/workbench",
  validateSearch: (search: Record<string, unknown>): { workbench?: string } => {
    const workbench = workbenchIn(search["workbench"]);
    return workbench ? { workbench } : {};
  },
  component: lazyRouteComponent(() => import("./WorkbenchPage"), "WorkbenchPage"),
});
