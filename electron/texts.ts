import type { ClusterState } from "../core/bridge/contract/clusters.ts"
import type { OperationAction } from "../core/bridge/contract/operations.ts"

/** Every text that the shell shows around the screens: in its menus, the tray and notifications. */
export const texts = {
  app: "Cove",
  tray: {
    tooltip: (running: number, all: number) => (all === 0 ? "Cove" : `Cove: ${running} of ${all} running`),
    noClusters: "No clusters yet",
    hostLost: "Starting again…",
    open: "Open Cove",
    quit: "Quit Cove",
    show: "Open",
    start: "Start",
    stop: "Stop",
    pause: "Pause",
    unpause: "Resume",
  },
  states: {
    running: "running",
    unreachable: "not answering",
    partial: "partly running",
    paused: "paused",
    stopped: "stopped",
    starting: "starting…",
    stopping: "stopping…",
    deleting: "being deleted…",
    broken: "broken",
  } satisfies Record<ClusterState, string>,
  menu: {
    file: "File",
    edit: "Edit",
    view: "View",
    go: "Go to",
    help: "Help",
    clusters: "Clusters",
    settings: "Settings…",
    palette: "Command Palette…",
    terminal: "Terminal",
    shortcuts: "Keyboard Shortcuts",
  },
  notices: {
    succeeded: {
      start: (profile: string) => `“${profile}” is running`,
      stop: (profile: string) => `“${profile}” is stopped`,
      pause: (profile: string) => `“${profile}” is paused`,
      unpause: (profile: string) => `“${profile}” runs again`,
      restart: (profile: string) => `“${profile}” was restarted`,
      delete: (profile: string) => `“${profile}” was deleted`,
    } satisfies Record<OperationAction, (profile: string) => string>,
    failed: {
      start: (profile: string) => `“${profile}” did not start`,
      stop: (profile: string) => `“${profile}” did not stop`,
      pause: (profile: string) => `“${profile}” was not paused`,
      unpause: (profile: string) => `“${profile}” did not resume`,
      restart: (profile: string) => `“${profile}” was not restarted`,
      delete: (profile: string) => `“${profile}” was not deleted`,
    } satisfies Record<OperationAction, (profile: string) => string>,
    unreachable: (profile: string) => `“${profile}” does not answer`,
    refused: (profile: string) => `Nothing was done to “${profile}”`,
  },
  quit: {
    message: "Quit while work is under way?",
    detail: "It is broken off, and can be gone on with later. Clusters that run go on running.",
    stay: "Stay",
    quit: "Quit",
  },
  login: { comment: "Kubernetes on your desktop" },
} as const
