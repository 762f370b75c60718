import { measureWindow } from "./measure-window.ts"

const pods = 20_000

const budget = { firstRowMs: 1_000, taskMs: 50, growth: 0.1 }

/** The window with many pods, beside what was promised. `WINDOW_SCREENS` names screens that are built already. */
export async function printWindow(churnSeconds: number): Promise<void> {
  console.log(`Window: a list of ${pods.toLocaleString("en")} pods in Chromium, the API server in another process`)
  const { firstRowMs, allRowsMs, moments, memory } = await measureWindow({
    pods,
    churnSeconds,
    folder: process.env["WINDOW_SCREENS"],
  })
  line("first rows on the screen", `${firstRowMs.toFixed(0)} ms`, firstRowMs <= budget.firstRowMs, "1,000 ms")
  console.log(`all rows: ${allRowsMs.toFixed(0)} ms`)
  for (const { what, longestTaskMs, longestCpuMs, longTasks, frameP99Ms } of moments) {
    const figure = `longest task ${longestTaskMs === 0 ? "below 50" : longestTaskMs.toFixed(0)} ms (${longestCpuMs.toFixed(0)} ms of processor), ${longTasks} above 50 ms, frames p99 ${frameP99Ms.toFixed(0)} ms`
    line(what, figure, longestTaskMs <= budget.taskMs, "no task above 50 ms")
  }
  const growth = memory.afterMb / memory.beforeMb - 1
  line(
    `memory over ${memory.churnSeconds} s of change`,
    `${memory.beforeMb.toFixed(1)} → ${memory.afterMb.toFixed(1)} MB (${(growth * 100).toFixed(1)} %), ${memory.longTasks} tasks above 50 ms`,
    growth <= budget.growth,
    "below 10 % more",
  )
}

function line(what: string, figure: string, kept: boolean, promised: string): void {
  console.log(`${what.padEnd(46)} ${figure}   (budget: ${promised}${kept ? "" : ", MISSED"})`)
}
