/** `node core/cmd/bundle.ts`: the programs of a node, as files that need nothing but Node.js. */
import { join } from "node:path"
import { bundlePrograms } from "./bundle/bundle-programs.ts"

const root = join(import.meta.dirname, "../..")
console.log(await bundlePrograms({ root, folder: join(root, "build/programs") }))
