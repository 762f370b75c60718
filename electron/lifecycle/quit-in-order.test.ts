import { EventEmitter } from "node:events"
import { describe, expect, it } from "vitest"
import { quitInOrder } from "./quit-in-order.ts"

/** Emits what Electron does when it is told to quit. */
class FakeApp extends EventEmitter {
  readonly done: string[] = []

  quit(): void {
    if (!this.#stays("before-quit")) this.#stays("will-quit")
  }

  exit(code: number): void {
    this.done.push(`exit ${code}`)
  }

  #stays(event: string): boolean {
    let stays = false
    this.emit(event, { preventDefault: () => (stays = true) })
    return stays
  }
}

function setUp(work: readonly string[]) {
  const app = new FakeApp()
  const asked: { readonly work: readonly string[]; answer(yes: boolean): void }[] = []
  quitInOrder({
    app: app as never, // what is asked of it
    window: { show: () => app.done.push("show"), letGo: () => app.done.push("let go") },
    host: { stop: async () => void app.done.push("stop") },
    underWay: () => work,
    confirm: (given) => new Promise((resolve) => asked.push({ work: given, answer: resolve })),
  })
  return { app, asked }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
}

describe("quitting", () => {
  it("stops the host before it ends", async () => {
    const { app, asked } = setUp([])
    app.quit()
    await settle()
    expect(app.done).toEqual(["let go", "stop", "exit 0"])
    expect(asked).toEqual([])
  })

  it("asks once before it breaks work off, and stays when it shall not", async () => {
    const { app, asked } = setUp(["starting web"])
    app.quit()
    app.quit()
    expect(asked.map(({ work }) => work)).toEqual([["starting web"]])
    asked[0]?.answer(false)
    await settle()
    expect(app.done).toEqual([])
    app.quit()
    asked[1]?.answer(true)
    await settle()
    expect(app.done).toEqual(["let go", "stop", "exit 0"])
  })
})
