/**
 * Which room of `core/` may import which, besides itself. The table is `core/ARCHITECTURE.md`'s; dependency-cruiser
 * reads it through `.dependency-cruiser.mjs`.
 */
export const layers: Readonly<Record<string, readonly string[]>> = {
  base: [],
  host: ["base"],
  machinery: ["base"],
  apis: ["base", "machinery"],
  storage: ["base", "machinery", "host"],
  bridge: ["base"],
  transport: ["base", "machinery", "host", "bridge"],
  client: ["base", "machinery", "apis"],
  apiserver: ["base", "machinery", "apis", "storage", "client", "host"],
  controllers: ["base", "machinery", "apis", "client"],
  scheduler: ["base", "machinery", "apis", "client"],
  dns: ["base", "machinery", "apis", "client", "host"],
  proxy: ["base", "machinery", "apis", "client", "host"],
  cni: ["base", "machinery", "apis", "client", "host"],
  cri: ["base", "machinery", "apis", "client", "host"],
  kubelet: ["base", "machinery", "apis", "client", "cri", "cni", "host"],
  drivers: ["base", "host"],
  cluster: ["base", "machinery", "apis", "client", "drivers", "host"],
  addons: ["base", "machinery", "apis"],
  desktop: ["base", "machinery", "apis", "client", "addons", "bridge", "transport", "drivers", "host", "cluster"],
  cli: [
    "base",
    "machinery",
    "apis",
    "client",
    "addons",
    "bridge",
    "transport",
    "drivers",
    "host",
    "cluster",
    "desktop",
  ],
}

/** These run in a browser, a worker or a test alike: no `node:*`. */
export const portable: readonly string[] = ["base", "machinery", "apis", "bridge", "client", "controllers", "scheduler"]

/** What the screens may import of core, by path: what runs in a browser, and of the bridge all but the host's end. */
export const screensMayImport = "^core/(base|machinery|apis|client|bridge|transport/port)/"

/** What the shell may import of core. */
export const shellMayImport = "^core/(base|host|bridge|transport|cluster|desktop|cmd)/"
