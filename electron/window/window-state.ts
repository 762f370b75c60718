import { readFileSync } from "node:fs"
import { isJsonObject } from "../../core/base/json.ts"

/** Where the window was, in the screen's own pixels. */
export interface WindowState {
  readonly bounds: Rectangle
  readonly maximized: boolean
}

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const smallest = { width: 760, height: 480 } as const
const firstSize = { width: 1280, height: 820 } as const

/** How much of the title bar must be on a display for the window to be taken hold of. */
const graspable = { width: 120, height: 24 } as const

/** What was written down; undefined when there is nothing that can be read. */
export function readWindowState(file: string): WindowState | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"))
    if (!isJsonObject(value) || !isJsonObject(value["bounds"])) return undefined
    const { x, y, width, height } = value["bounds"]
    const [left, top, wide, high] = [x, y, width, height].map((number) => (isWhole(number) ? number : undefined))
    if (left === undefined || top === undefined || wide === undefined || high === undefined) return undefined
    return { bounds: { x: left, y: top, width: wide, height: high }, maximized: value["maximized"] === true }
  } catch {
    return undefined
  }
}

/**
 * Where to open the window: where it was, when that can still be seen on one of the displays, else in the middle of the
 * first (no `x` and `y`).
 */
export function placeWindow(saved: WindowState | undefined, workAreas: readonly Rectangle[]) {
  if (saved === undefined) return firstSize
  const width = Math.max(smallest.width, saved.bounds.width)
  const height = Math.max(smallest.height, saved.bounds.height)
  const titleBar = { ...saved.bounds, width, height: graspable.height }
  const seen = workAreas.some((area) => {
    const { width: wide, height: high } = overlap(area, titleBar)
    return wide >= graspable.width && high >= graspable.height
  })
  return seen ? { x: saved.bounds.x, y: saved.bounds.y, width, height } : { width, height }
}

function overlap(a: Rectangle, b: Rectangle) {
  return {
    width: Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
    height: Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y),
  }
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value)
}
