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
  transport: ["base", "machinery", "host"],
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
  cli: ["base", "machinery", "apis", "client", "drivers", "host", "cluster"],
}

/** These run in a browser, a worker or a test alike: no `node:*`. */
export const portable: readonly string[] = ["base", "machinery", "apis", "client", "controllers", "scheduler"]
