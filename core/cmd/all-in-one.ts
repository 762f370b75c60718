import { systemClock } from "../host/clock.ts"
import { systemRandom } from "../host/random.ts"
import { composeAllInOne } from "./all-in-one/compose.ts"
import { apiServerFlags, openStorage, readApiServerOptions } from "./kube-apiserver/flags.ts"
import { runProgram } from "./program.ts"

/** API server, controllers and scheduler as one process, with the API server's flags. */
await runProgram(apiServerFlags, async ({ flags, log }) => {
  const [{ storage, keeper }, options] = await Promise.all([
    openStorage(flags.storage, log),
    readApiServerOptions(flags),
  ])
  const deps = { storage, clock: systemClock, random: systemRandom, log }
  return [keeper, ...composeAllInOne(options, deps).components]
})
