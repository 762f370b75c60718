import { defineConfig } from "vitest/config"

/** One file at a time: they share a cluster, and the machine's two cores. */
const onClusters = { pool: "forks", fileParallelism: false, testTimeout: 180_000, hookTimeout: 300_000 } as const

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{core,electron,renderer}/**/*.test.{ts,tsx}", "test/tidy/**/*.test.ts"],
          pool: "threads",
          isolate: false,
        },
      },
      { test: { name: "integration", include: ["test/integration/**/*.test.ts"], pool: "forks", testTimeout: 30_000 } },
      { test: { name: "electron", include: ["test/electron/**/*.test.ts"], ...onClusters, testTimeout: 30_000 } },
      { test: { name: "screens", include: ["test/screens/**/*.test.ts"], ...onClusters } },
      { test: { name: "e2e", include: ["test/e2e/**/*.test.ts"], ...onClusters } },
      { test: { name: "timelines", include: ["test/timelines/**/*.test.ts"], ...onClusters } },
    ],
  },
})
