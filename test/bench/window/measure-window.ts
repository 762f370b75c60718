import { spawn } from "node:child_process"
import { join } from "node:path"
import { createInterface } from "node:readline"
import type { CDPSession, Page } from "playwright-core"
import { systemClock } from "../../../core/host/clock.ts"
import { launchBrowser } from "../../support/screens.ts"
import { longestTaskCpuMs, taskTrace } from "./longest-task.ts"

export interface WindowFigures {
  readonly pods: number
  /** From the page's start to the first row on the screen, and to all rows. */
  readonly firstRowMs: number
  readonly allRowsMs: number
  readonly moments: readonly WindowMoment[]
  readonly memory: WindowMemory
}

/** How smooth the window was while something went on. */
export interface WindowMoment {
  readonly what: string
  readonly longestTaskMs: number
  /** The processor time of the longest: the same on a busy machine. */
  readonly longestCpuMs: number
  /** Above 50 ms. */
  readonly longTasks: number
  /** 99 of 100 pictures came at most so long after the one before. */
  readonly frameP99Ms: number
}

export interface WindowMemory {
  readonly beforeMb: number
  readonly afterMb: number
  readonly churnSeconds: number
  readonly longTasks: number
}

interface WindowOptions {
  readonly pods: number
  readonly churnSeconds: number
  /** Of screens that are built already; left out: those of the sources. */
  readonly folder?: string | undefined
}

/** The list of so many pods in Chromium, served as `cove dashboard` serves it. */
export async function measureWindow({ pods, churnSeconds, folder }: WindowOptions): Promise<WindowFigures> {
  const args = [join(import.meta.dirname, "window-server.ts"), String(pods), ...(folder === undefined ? [] : [folder])]
  const server = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] })
  try {
    const url = await new Promise<string>((resolve, reject) => {
      createInterface(server.stdout).on("line", (line) => resolve(line))
      server.once("exit", (code) => reject(new Error(`The server ended with ${code}`)))
    })
    await using browser = await launchBrowser(["--enable-precise-memory-info"])
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.addInitScript({ path: join(import.meta.dirname, "in-page.mjs") })
    await page.goto(url) // leaves the token with the tab, and the files with the browser
    await page.goto("about:blank")
    await page.goto(`${new URL(url).origin}/#/c/bench/r/core/v1/pods`)
    while (!(await page.evaluate<boolean>(`seen.rows >= ${pods}`))) await systemClock.sleep(100)
    const { firstRowMs, allRowsMs } = await page.evaluate<Pick<WindowFigures, "firstRowMs" | "allRowsMs">>("seen")
    const rest = await measureMoments(page)
    server.stdin.write("churn\n")
    const churned = await measureMoments(page, ", while pods change")
    const memory = await measureMemory(page, churnSeconds)
    return { pods, firstRowMs, allRowsMs, moments: [...rest, ...churned], memory }
  } finally {
    server.stdin.end()
    server.kill()
  }
}

async function measureMoments(page: Page, remark = ""): Promise<readonly WindowMoment[]> {
  const moment = async (what: string, act: () => Promise<void>): Promise<WindowMoment> => {
    const browser = page.context().browser()
    await browser?.startTracing(page, taskTrace)
    await page.evaluate("seen.begin()")
    await act()
    const figures = await page.evaluate<Omit<WindowMoment, "what" | "longestCpuMs">>("seen.figures()")
    const trace = (await browser?.stopTracing()) ?? Buffer.from("{}")
    return { what: `${what}${remark}`, ...figures, longestCpuMs: longestTaskCpuMs(trace) }
  }
  await page.mouse.move(800, 500)
  return [
    await moment("scroll", () => scroll(page, 120)),
    await moment("leap through the list", () => page.evaluate("seen.leap()")),
    await moment("sort by restarts, and back", async () => {
      for (const title of ["Restarts", "Name"]) {
        await page.getByRole("columnheader", { name: title, exact: true }).getByRole("button").click()
        await systemClock.sleep(600)
      }
    }),
    await moment("filter", async () => {
      await page.getByRole("searchbox", { name: "Filter the list" }).pressSequentially("app-12", { delay: 60 })
      await systemClock.sleep(400)
      await page.getByRole("searchbox", { name: "Filter the list" }).fill("")
      await systemClock.sleep(400)
    }),
  ]
}

/** Turns of the wheel, as a person makes them. */
async function scroll(page: Page, turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    await page.mouse.wheel(0, turn < turns / 2 ? 240 : -240)
    await systemClock.sleep(25)
  }
}

async function measureMemory(page: Page, churnSeconds: number): Promise<WindowMemory> {
  const session = await page.context().newCDPSession(page)
  const beforeMb = await heapMb(session)
  await page.evaluate("seen.begin()")
  await systemClock.sleep(churnSeconds * 1_000)
  const longTasks = await page.evaluate<number>("seen.longTasks.length")
  return { beforeMb, afterMb: await heapMb(session), churnSeconds, longTasks }
}

/** What is in use after a collection. */
async function heapMb(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.enable")
  await session.send("HeapProfiler.collectGarbage")
  const { usedSize } = await session.send("Runtime.getHeapUsage")
  return usedSize / 2 ** 20
}
