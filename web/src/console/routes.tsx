import { createRoute } from "@tanstack/react-router";
import { requirePerson } from "../shared/person";
import { rootRoute } from "../shared/rootRoute";
import { ConsoleLayout } from "./ConsoleLayout";

export const consoleRoutes = createRoute({
  getParentRoute: () => rootRoute,
  path: "/console",
  beforeLoad: ({ context, location }) => requirePerson(context.queries, location.href),
  component: ConsoleLayout,
});
