import type { Plugin } from "esbuild"

/**
 * Node's own modules, taken as they are instead of imported. An import reads every export once to make names of them,
 * those too that are there to be loaded lazily: importing `node:http` loads all of fetch and WebSocket, 20 ms and 5 MB
 * in every process that has a port.
 */
export const builtinModules: Plugin = {
  name: "builtin modules",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === "import-statement" ? { path, namespace: "builtin" } : undefined,
    )
    onLoad({ filter: /.*/, namespace: "builtin" }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
    }))
  },
}
