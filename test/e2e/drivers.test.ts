import { join } from "node:path"
import { packFiles } from "../../core/cluster/node-files/pack-files.ts"
import { ensureNodeImage } from "../../core/cluster/node-image/node-image.ts"
import { newClusterDeps } from "../../core/cmd/cove/cluster-deps.ts"
import { describeDriver } from "../../core/drivers/testing/driver-suite.ts"
import { home, root } from "../support/cove.ts"
import { drivers } from "../support/test-cluster.ts"

process.env["COVE_HOME"] = home

for (const name of drivers) {
  describeDriver({
    name,
    open: async () => {
      const { openDriver, recipe } = newClusterDeps(root)
      const cacheFolder = join(home, "cache")
      const image = await ensureNodeImage({ ...recipe, recipeFolder: recipe.folder, cacheFolder, report: () => {} })
      return { driver: await openDriver(name), image: { ...image } }
    },
    // With what a node needs to run at all.
    archive: (path, text) => packFiles({ [`/${path}`]: { text } }, { "/": join(root, "resources/node-image/files") }),
  })
}
