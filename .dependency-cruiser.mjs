import { layers, portable } from "./test/tidy/layers.ts"

const forbidden = Object.entries(layers).map(([room, may]) => ({
  name: `${room}-imports`,
  severity: "error",
  comment: `core/${room} may import: ${["itself", ...may].join(", ")} (core/ARCHITECTURE.md)`,
  from: { path: `^core/${room}/`, pathNot: ["\\.test\\.ts$", "/testing/"] },
  to: { path: "^(core|electron|renderer|test)/", pathNot: `^core/(${[room, ...may].join("|")})/` },
}))

forbidden.push(
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
      extensions: [".ts", ".js", ".mjs", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node"],
    },
  },
}
