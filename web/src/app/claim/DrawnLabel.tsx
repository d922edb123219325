import classes from "./claim.module.css";

/** Where to look on the device: a label with a square code and the typed code below it. */
export function DrawnLabel() {
  return (
    <svg
      className={classes.label}
      viewBox="0 0 320 136"
      role="img"
      aria-label="A label: a square code, and three groups of six characters below it"
    >
      <rect
        x="2"
        y="2"
        width="316"
        height="132"
        rx="12"
        fill="none"
        stroke="var(--fl-line)"
        strokeWidth="3"
      />
      <g fill="none" stroke="currentColor" strokeWidth="5">
        <rect x="24" y="20" width="20" height="20" />
        <rect x="76" y="20" width="20" height="20" />
        <rect x="24" y="72" width="20" height="20" />
      </g>
      <path
        d="M54 20h6v8h8v8h-8v8h-6zM54 54h10v8h10v-8h8v10h14v8H84v10H70v-8H54zM24 50h14v8H24zM84 82h12v12H84zM60 84h10v10H60z"
        fill="currentColor"
      />
      <text x="116" y="44" fontSize="15" fontWeight="600" fill="currentColor">
        Your device
      </text>
      <rect x="116" y="58" width="120" height="8" rx="4" fill="var(--fl-line)" />
      <rect x="116" y="76" width="88" height="8" rx="4" fill="var(--fl-line)" />
      <text x="160" y="120" fontSize="15" textAnchor="middle" fontFamily="monospace" fill="currentColor">
        XXXXXX-XXXXXX-XXXXXX
      </text>
    </svg>
  );
}
