import { join } from "node:path"
import tailwindcss from "@tailwindcss/vite"
import react from "@vitejs/plugin-react"
import { defineConfig } from "vite"

export default defineConfig({
  root: import.meta.dirname,
  base: "./", // the window loads it from a file or an address of its own
  plugins: [react(), tailwindcss()],
  build: {
    outDir: join(import.meta.dirname, "../dist/renderer"),
    emptyOutDir: true,
    target: "chrome150",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // the policy allows no data: scripts, and fonts come as files
  },
})
