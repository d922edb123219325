import type { CSSVariablesResolver } from "@mantine/core";
import { ink, mark } from "./tokens";

const variables = (shade: "light" | "dark") => ({
  "--mantine-color-dimmed": ink.dimmed[shade],
  "--mantine-color-error": ink.error[shade],
  "--mantine-color-placeholder": ink.placeholder[shade],
  ...Object.fromEntries(
    Object.entries(mark).map(([name, shades]) => [`--mantine-color-${name}-outline`, shades[shade]]),
  ),
  "--fl-on-primary": ink.onPrimary[shade],
  "--fl-line": ink.line[shade],
  "--fl-chart": ink.chart[shade],
  "--fl-chart-fill": ink.chartFill[shade],
});

/** The tokens as CSS variables, so that stylesheets and drawings take them from one place. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: variables("light"),
  dark: variables("dark"),
});
