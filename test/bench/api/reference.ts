/**
 * What Kubernetes 1.36.3 with etcd 3.6.16 does with the same work on two shared cores like those this bench was made
 * on, recorded 2026-11-22. Compare as ratios.
 */
export const kubernetes = {
  "create pods, 32 at a time": { perSecond: 818 },
  "create config maps, one at a time": { perSecond: 533 },
  "get, 32 at a time": { perSecond: 2_466 },
  "list of 5,000 pods": { perSecond: 1 / 0.33 },
  "page of 500 pods": { perSecond: 55 },
  "list by label (1 %)": { perSecond: 267 },
  "get and update": { perSecond: 468 },
  "merge patch": { perSecond: 545 },
  "strategic merge patch of status": { perSecond: 568 },
  "server-side apply": { perSecond: 472 },
  "watch: events to 200 watchers": { perSecond: 23_800 },
  "delete, 32 at a time": { perSecond: 632 },
} as const satisfies Readonly<Record<string, { readonly perSecond: number }>>

export type PhaseName = keyof typeof kubernetes
