import type { Services } from "../../bridge/host.ts"
import type { HostLine } from "../../bridge/line.ts"
import type { Home } from "../../cluster/home.ts"
import { readDashboard, removeDashboard, writeDashboard } from "../../desktop/server/dashboard-file.ts"
import { IdleEnd } from "../../desktop/server/idle-end.ts"
import { systemClock } from "../../host/clock.ts"
import { watchFolder } from "../../host/watch-folder.ts"
import { homeFromEnvironment } from "../cove/cluster-deps.ts"
import { serveScreens } from "./serve-screens.ts"

/** After this long without a screen, an operation under way, a terminal or a forwarded port. */
const idleEndMs = 15 * 60_000

export interface BackgroundOptions {
  readonly root: string
  readonly stop: AbortController
}

/** Serves the screens until nobody needs them any more, or the signal aborts. */
export async function serveInBackground({ root, stop }: BackgroundOptions): Promise<void> {
  const { signal } = stop
  const idle = new IdleEnd({
    clock: systemClock,
    afterMs: idleEndMs,
    end: () => stop.abort(new Error("Nobody needs it")),
  })
  let screens = 0
  const onLine = (line: HostLine) => {
    idle.set("screens", ++screens)
    line.onClose(() => idle.set("screens", --screens))
  }
  // Screens that lost a server which was killed find this one by themselves: at its port, with its token.
  const before = await readDashboard(homeFromEnvironment())
  const served = await serveScreens({ root, port: 0, before, signal, onLine })
  followWork(served.services, idle, signal)
  const { port, token } = served
  await writeDashboard(served.home, { processId: process.pid, port, token })
  await watchFolder(served.home.folder, () => void endWhenReplaced(served.home, stop), signal)
  await served.ended
  idle.close()
  if ((await readDashboard(served.home))?.processId === process.pid) await removeDashboard(served.home)
}

async function endWhenReplaced(home: Home, stop: AbortController): Promise<void> {
  const now = await readDashboard(home)
  if (now?.processId !== process.pid) stop.abort(new Error("Its file is gone"))
}

/** Work that goes on without screens keeps the server. */
function followWork(services: Services, idle: IdleEnd, signal: AbortSignal): void {
  const count = async <T>(kind: string, items: AsyncIterable<readonly T[]>, lives: (item: T) => boolean) => {
    for await (const item of items) idle.set(kind, item.filter(lives).length)
  }
  const running = [
    count("operations", services["operations.watch"](undefined, { signal }), ({ state }) => state === "running"),
    count("terminals", services["terminals.watch"](undefined, { signal }), (one) => one.exitCode === undefined),
    count("forwards", services["forwards.watch"](undefined, { signal }), () => true),
  ]
  for (const each of running) each.catch(() => {}) // it ends with the signal
}
