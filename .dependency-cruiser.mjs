import { layers, portable, screensMayImport, shellMayImport } from "./test/tidy/layers.ts"

const forbidden = Object.entries(layers).map(([room, may]) => ({
  name: `${room}-imports`,
  severity: "error",
  comment: `core/${room} may import: ${["itself", ...may].join(", ")} (core/ARCHITECTURE.md)`,
  from: { path: `^core/${room}/`, pathNot: ["\\.test\\.ts$", "/testing/"] },
  to: { path: "^(core|electron|renderer|test)/", pathNot: `^core/(${[room, ...may].join("|")})/` },
}))

forbidden.push(
  {
    name: "renderer-imports",
    severity: "error",
    comment: "The screens run in a browser and hold no secrets (core/ARCHITECTURE.md)",
    from: { path: "^renderer/", pathNot: "\\.config\\.ts$" },
    to: { path: "^(core|electron|test)/", pathNot: screensMayImport },
  },
  {
    name: "renderer-is-no-nodejs",
    severity: "error",
    from: { path: "^renderer/", pathNot: ["\\.config\\.ts$", "\\.test\\.tsx?$"] },
    to: { dependencyTypes: ["core"] },
  },
  {
    name: "electron-imports",
    severity: "error",
    from: { path: "^electron/" },
    to: { path: "^(core|renderer|test)/", pathNot: shellMayImport },
  },
  {
    name: "portable-rooms",
    severity: "error",
    comment: "These rooms run in a browser too.",
    from: { path: `^core/(${portable.join("|")})/`, pathNot: ["\\.test\\.ts$", "/testing/", "/generate/"] },
    to: { dependencyTypes: ["core"] },
  },
  {
    name: "storage-only-from-apiserver",
    severity: "error",
    from: { path: "^core/", pathNot: ["^core/(apiserver|cmd|storage)/", "\\.test\\.ts$"] },
    to: { path: "^core/storage/" },
  },
  {
    name: "no-cycles",
    severity: "error",
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
  },
)

export default {
  forbidden,
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.gen\\." },
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".js", ".mjs", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node"],
    },
  },
}
