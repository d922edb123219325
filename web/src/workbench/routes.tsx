import { createRoute } from "@tanstack/react-router";
import { rootRoute } from "../shared/rootRoute";
import { WorkbenchPage } from "./WorkbenchPage";

export const workbenchRoutes = createRoute({
  getParentRoute: () => rootRoute,
  path: "/workbench",
  component: WorkbenchPage,
});
