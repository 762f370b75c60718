// Runs in the page before anything of ours, and notes how it fares: `seen` is what the bench asks.
const seen = { rows: 0, firstRowMs: 0, allRowsMs: 0, longTasks: [], frames: [], begin, figures, leap }
window.seen = seen

new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) seen.longTasks.push(duration)
}).observe({ type: "longtask" })

let last = performance.now()
requestAnimationFrame(look)

function look() {
  const now = performance.now()
  seen.frames.push(now - last)
  last = now
  const grid = document.querySelector("[role=grid]")
  if (seen.firstRowMs === 0 && grid?.querySelector("[data-key]")) seen.firstRowMs = now
  const rows = Number(grid?.getAttribute("aria-rowcount") ?? 0) - 1
  if (rows > seen.rows) Object.assign(seen, { rows, allRowsMs: now })
  requestAnimationFrame(look)
}

/** Forgets what was. */
function begin() {
  Object.assign(seen, { longTasks: [], frames: [] })
}

/** How it was since `begin`. */
function figures() {
  const frames = seen.frames.toSorted((a, b) => a - b)
  const { longTasks } = seen
  const longestTaskMs = Math.max(0, ...longTasks)
  return { longestTaskMs, longTasks: longTasks.length, frameP99Ms: frames[Math.floor(frames.length * 0.99)] ?? 0 }
}

/** Goes through the whole list as who drags the scroll bar, and back to its top. */
async function leap() {
  const scroller = document.querySelector("[role=grid]")?.parentElement
  if (!scroller) return
  const steps = 60
  for (let step = 0; step <= steps; step++) {
    scroller.scrollTop = (scroller.scrollHeight * step) / steps
    await new Promise(requestAnimationFrame)
  }
  scroller.scrollTop = 0
}
