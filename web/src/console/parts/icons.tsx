import type { ReactNode } from "react";

const paths = {
  overview: <path d="M3 17h14M5 14v-4M9 14V5M13 14V8" />,
  devices: <path d="M5 3h10v14H5zM9 14h2" />,
  templates: <path d="M3 4h14v4H3zM3 11h6v5H3zM12 11h5v5h-5z" />,
  activations: <path d="M10 3v4M10 13v4M3 10h4M13 10h4M10 10h.01" />,
  label: <path d="M3 4h6v6H3zM3 14h2M8 14h1M13 4h4M13 8h4M13 12h4M13 16h4M5.5 7h1" />,
  firmware: <path d="M6 6h8v8H6zM8 3v3M12 3v3M8 14v3M12 14v3M3 8h3M3 12h3M14 8h3M14 12h3" />,
  shipments: <path d="M3 7l7-4 7 4v7l-7 4-7-4zM3 7l7 4 7-4M10 11v7" />,
  organisations: <path d="M7 3h6v4H7zM2 13h6v4H2zM12 13h6v4h-6zM10 7v3M5 13v-3h10v3" />,
  audit: <path d="M5 3h10v14H5zM8 7h4M8 10h4M8 13h2" />,
  settings: <path d="M3 6h8M15 6h2M3 14h2M9 14h8M13 4v4M7 12v4" />,
  account: <path d="M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM4 17c.6-3 3-4.5 6-4.5s5.4 1.5 6 4.5" />,
  phone: <path d="M6 2h8v16H6zM9.5 15.5h1" />,
  book: (
    <path d="M10 5v12M10 5C8 3.5 5.5 3.5 3 4v11.5c2.5-.5 5-.5 7 1.5 2-2 4.5-2 7-1.5V4c-2.5-.5-5-.5-7 1Z" />
  ),
  check: <path d="m4 10.5 4 4 8-9" />,
  cross: <path d="m5 5 10 10M15 5 5 15" />,
  dot: <circle cx="10" cy="10" r="3" fill="currentColor" />,
  minus: <path d="M5 10h10" />,
  bell: <path d="M5 14V9a5 5 0 0 1 10 0v5l1 1H4ZM8.5 17.5h3" />,
  plus: <path d="M10 4v12M4 10h12" />,
  copy: <path d="M7 7h9v9H7zM4 13V4h9" />,
  download: <path d="M10 3v9m-4-3.5 4 4 4-4M4 16.5h12" />,
  search: <path d="M9 14A5 5 0 1 0 9 4a5 5 0 0 0 0 10Zm3.7-1.300L17 17" />,
  back: <path d="m12 4-6 6 6 6" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof paths;

/** A small drawing beside a word; the word is what is read aloud. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      {paths[name]}
    </svg>
  );
}
