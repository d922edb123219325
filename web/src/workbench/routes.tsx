import { createRoute } from "@tanstack/react-router";
import { rootRoute } from "../shared/rootRoute";
import { workbenchIn } from "./address";
import { WorkbenchPage } from "./WorkbenchPage";

export const workbenchRoutes = createRoute({
  getParentRoute: () => rootRoute,
  path: "/workbench",
  validateSearch: (search: Record<string, unknown>): { workbench?: string } => {
    const workbench = workbenchIn(search["workbench"]);
    return workbench ? { workbench } : {};
  },
  component: WorkbenchPage,
});
