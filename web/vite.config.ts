import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { VitePWA } from "vite-plugin-pwa";

// The cloud serves this folder from its own port; while developing, Vite hands the REST calls on.
export default defineConfig({
  plugins: [
    react(),
    VitePWA({
      registerType: "prompt",
      // src/shared/version registers it, and asks before a newer one takes over.
      injectRegister: false,
      manifest: {
        name: "Firstlight",
        short_name: "Firstlight",
        description: "Bring your devices online and look after them.",
        start_url: "/app",
        scope: "/",
        display: "standalone",
        background_color: "#0e1512",
        theme_color: "#0e1512",
        icons: [{ src: "/icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" }],
      },
      workbox: {
        navigateFallback: "/index.html",
        // What only the server can answer is never taken from the cache.
        navigateFallbackDenylist: [
          /^\/api\//,
          /^\/external\//,
          /^\/docs/,
          /^\/openapi\//,
          /^\/set-up/,
          /^\/air\//,
        ],
      },
    }),
  ],
  build: { target: "es2022", sourcemap: false, chunkSizeWarningLimit: 900 },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/shared/testSetup.ts"],
  },
});
