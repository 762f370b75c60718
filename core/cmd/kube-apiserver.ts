import { systemClock } from "../host/clock.ts"
import { systemRandom } from "../host/random.ts"
import { composeApiServer } from "./kube-apiserver/compose.ts"
import { apiServerFlags, openStorage, readApiServerOptions } from "./kube-apiserver/flags.ts"
import { runProgram } from "./program.ts"

await runProgram(apiServerFlags, async ({ flags, log }) => {
  const [{ storage, keeper }, options] = await Promise.all([
    openStorage(flags.storage, log),
    readApiServerOptions(flags),
  ])
  const deps = { storage, clock: systemClock, random: systemRandom, log }
  return [keeper, ...composeApiServer(options, deps).components]
})
