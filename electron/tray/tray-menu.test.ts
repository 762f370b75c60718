import { describe, expect, it } from "vitest"
import type { ClusterState, ClusterSummary } from "../../core/bridge/contract/clusters.ts"
import { trayMenu } from "./tray-menu.ts"

function cluster(name: string, state: ClusterState): ClusterSummary {
  const plain = { driver: "native", kubernetesVersion: "v1.36.3", nodes: [], cpus: 2, memoryMiB: 2048 }
  return { ...plain, name, state, kubeconfig: "", current: false, createdAt: "2026-01-01T00:00:00Z" }
}

function setUp(clusters: readonly ClusterSummary[] | undefined) {
  const done: string[] = []
  const items = trayMenu(clusters, {
    open: (route) => void done.push(`open ${route ?? ""}`.trim()),
    run: (action, profile) => void done.push(`${action} ${profile}`),
    quit: () => void done.push("quit"),
  })
  return { items, done }
}

/** What a menu says, in lines: an item that has others stands before them. */
function linesOf(items: ReturnType<typeof trayMenu>): string[] {
  return items.flatMap(({ label, type, submenu }) => [
    type === "separator" ? "-" : (label ?? ""),
    ...(Array.isArray(submenu) ? linesOf(submenu).map((line) => `  ${line}`) : []),
  ])
}

describe("the tray's menu", () => {
  it("has each cluster with its state and what can be done to it", () => {
    const { items } = setUp([cluster("web", "running"), cluster("db", "stopped"), cluster("old", "deleting")])
    expect(linesOf(items)).toEqual([
      "Open Cove",
      "-",
      "web (running)",
      "  Open",
      "  -",
      "  Pause",
      "  Stop",
      "db (stopped)",
      "  Open",
      "  -",
      "  Start",
      "old (being deleted…)",
      "  Open",
      "  -",
      "-",
      "Quit Cove",
    ])
  })

  it("says so when there is no cluster, and when nobody knows", () => {
    expect(linesOf(setUp([]).items)).toContain("No clusters yet")
    expect(linesOf(setUp(undefined).items)).toContain("Starting again…")
  })

  it("does what its items say", () => {
    const { items, done } = setUp([cluster("web", "paused")])
    const click = (list: ReturnType<typeof trayMenu>) => {
      for (const { click: run, submenu } of list) {
        ;(run as (() => void) | undefined)?.()
        if (Array.isArray(submenu)) click(submenu)
      }
    }
    click(items)
    expect(done).toEqual(["open", "open #/c/web/overview", "unpause web", "stop web", "quit"])
  })
})
