import { createTheme, defaultVariantColorsResolver, Input, type MantineColorsTuple } from "@mantine/core";
import input from "./Input.module.css";
import { touchTarget } from "./tokens";

// Ten shades around the status light's mint, dark enough for text at 6 and above.
const mint: MantineColorsTuple = [
  "#e5fff5",
  "#ccfbe9",
  "#9bf5d3",
  "#64eebb",
  "#2ee5a5",
  "#12c88b",
  "#08845c",
  "#066b4b",
  "#05553b",
  "#033d2b",
];

export const theme = createTheme({
  primaryColor: "mint",
  primaryShade: { light: 6, dark: 4 },
  autoContrast: true,
  // The library asks only for the light page's shade when it chooses words on the primary colour.
  variantColorResolver: (input) => {
    const colours = defaultVariantColorsResolver(input);
    const isPrimary = input.color === undefined || input.color === input.theme.primaryColor;
    return isPrimary && input.variant === "filled" ? { ...colours, color: "var(--fl-on-primary)" } : colours;
  },
  colors: { mint },
  defaultRadius: "md",
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace",
  headings: { fontWeight: "650" },
  respectReducedMotion: true,
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  components: {
    Input: Input.extend({
      vars: () => ({ wrapper: { "--input-height": `${touchTarget}px` } }),
      classNames: { wrapper: input.wrapper ?? "", input: input.input ?? "" },
    }),
    // Only a chip that names its variant asks which words can be read on it.
    Chip: { defaultProps: { variant: "filled" } },
    Button: { defaultProps: { size: "md" }, styles: { root: { minHeight: touchTarget } } },
    SegmentedControl: {
      styles: { label: { minHeight: touchTarget - 8, display: "grid", placeItems: "center" } },
    },
    TextInput: { defaultProps: { size: "md" } },
    PasswordInput: {
      defaultProps: { size: "md" },
      // As high as the field, within its frame.
      styles: { visibilityToggle: { width: touchTarget - 2, height: touchTarget - 2 } },
    },
    Select: { defaultProps: { size: "md" } },
    Notification: { defaultProps: { closeButtonProps: { "aria-label": "Close" } } },
  },
});
