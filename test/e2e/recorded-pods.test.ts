import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { eventually } from "../support/eventually.ts"
import { busyboxImageArchive } from "../support/images.ts"
import { differences, facts, marked, recordedLines, recordedText } from "../support/recorded.ts"
import type { Loose, Namespace } from "../support/test-cluster.ts"
import { drivers, sharedCluster } from "../support/test-cluster.ts"
import { type WatchLog, watchLog } from "../support/watch-log.ts"

interface RecordedStatus {
  readonly pod: string
  readonly when: string
  readonly status: object
}

/** What may be another than it was recorded, and why. `pod` and `when` say where; anywhere, if they do not. */
const accepted: readonly {
  readonly pod?: string
  readonly when?: string
  readonly path: RegExp
  readonly why: string
}[] = [
  {
    path: /^\.resources\.limits\.memory$/,
    why: "read back from a group without a limit (cgroup v1), at some moments",
  },
  {
    pod: "ok",
    when: "1 s after delete of ok, hooks, crash",
    path: /^\.resources\.limits/,
    why: "as above: the group, not the pod",
  },
  {
    path: /^\.resources$/,
    why: "empty where the above was",
  },
  {
    pod: "done",
    when: "about 4 s after apply",
    path: /^\.phase$/,
    why: "it may end before anyone has seen it run, and then was Pending before it Succeeded",
  },
  { pod: "failed", when: "about 4 s after apply", path: /^\.phase$/, why: "likewise" },
  {
    pod: "hooks",
    path: /^\.(podIPs?.*|conditions\[PodReadyToStartContainers\]\.status)$/,
    why: "the address is told when the sandbox has it, not when the hooks are done",
  },
  {
    pod: "oom",
    path: /\.terminated\.reason$/,
    why: "Error for as long as the runtime has heard of the end and not yet of its cause",
  },
  { pod: "toobig", path: /^\.message$/, why: "says what the other pods of the node ask for" },
]

const timeoutMs = 120_000

describe.runIf(drivers.includes("native"))("pods that were recorded from Kubernetes", () => {
  let space: Namespace
  let pods: WatchLog
  let events: WatchLog
  let recorded: readonly RecordedStatus[]

  beforeAll(async () => {
    const cluster = await sharedCluster("native")
    await cluster.cove(["image", "load", await busyboxImageArchive()])
    space = await cluster.namespace("kf")
    pods = await watchLog(cluster.profile, "/api/v1/namespaces/kf/pods?watch=1")
    events = await watchLog(cluster.profile, "/api/v1/namespaces/kf/events?watch=1")
    recorded = await recordedLines("kubelet-pods.jsonl")
    const manifests = await recordedText("kubelet-pods.yaml")
    const input = manifests.replaceAll("nodeName: ref", `nodeName: ${cluster.profile}`)
    await space.kubectl(["apply", "-f", "-"], { input })
  })

  afterAll(async () => {
    pods?.[Symbol.dispose]()
    events?.[Symbol.dispose]()
    await space?.kubectl(["delete", "pods", "--all", "--now"])
  })

  /** The recorded statuses that no pod of ours has had, each with what differs from the nearest one. */
  const missed = (statuses: readonly RecordedStatus[]): readonly object[] =>
    statuses.flatMap(({ pod, when, status }) => {
      const ours = pods.changes.map(({ object }) => object).filter(({ metadata }) => metadata.name === pod)
      const isAccepted = (path: string) =>
        accepted.some((each) => (each.pod ?? pod) === pod && (each.when ?? when) === when && each.path.test(path))
      const all = ours.map((each: Loose) =>
        differences(facts(status), facts(each.status)).filter(({ path }) => !isAccepted(path)),
      )
      const nearest = all.sort((a, b) => a.length - b.length)[0]
      return nearest?.length === 0 ? [] : [{ pod, when, nearest }]
    })

  it(
    "come to be as they were seen after 4 and after 30 seconds",
    async () => {
      const statuses = recorded.filter(({ when }) => when.endsWith("after apply"))
      await eventually(() => expect(missed(statuses)).toEqual([]), { atMostMs: timeoutMs - 10_000 })
    },
    timeoutMs,
  )

  it(
    "end, when they are deleted, as they were seen to, and the others go on",
    async () => {
      const jsonpath = '{.status.containerStatuses[?(@.name=="pre")].state.running.startedAt}'
      await space.kubectl(["wait", "pod/hooks", `--for=jsonpath=${jsonpath}`, "--timeout=60s"])
      await space.kubectl(["delete", "pod", "ok", "hooks", "crash", "--wait=false"])
      // One grace of 30 s for all of it, whatever else was being ended when it came.
      await space.kubectl(["wait", "--for=delete", "pod/ok", "pod/hooks", "pod/crash", "--timeout=45s"])
      const statuses = recorded.filter(({ when }) => !when.endsWith("after apply"))
      await eventually(() => expect(missed(statuses)).toEqual([]), { atMostMs: timeoutMs - 10_000 })
    },
    timeoutMs,
  )

  it("are told of in the words and fields that were recorded", async () => {
    const recordedWords = await kubeletEvents()
    const ours = events.changes.map(({ object }) => object).filter(({ source }) => source?.component === "kubelet")
    const words = [...new Set(ours.map(wordsOf))]
    expect(words.filter((each) => !recordedWords.has(each))).toEqual([])
    // Beyond 25 events about one pod the rest is dropped: which ones these are, time decides.
    const dropped = /Container start failed startup probe/
    expect([...recordedWords].filter((each) => !words.includes(each) && !dropped.test(each))).toEqual([])
    expect(
      ours.filter(({ count, firstTimestamp, lastTimestamp }) => !count || !firstTimestamp || !lastTimestamp),
    ).toEqual([])
  })
})

/** What the kubelet said of pods. */
async function kubeletEvents(): Promise<ReadonlySet<string>> {
  const lines = (await recordedText("events.txt")).split("\n").map((line) => line.split(" | "))
  const about = lines.filter(([kind, , , component]) => kind === "Pod" && component === "kubelet")
  return new Set(
    about.map(([, type, reason, , fields = "", ...message]) => {
      const place = /fieldPath (.*)/.exec(fields)?.[1] ?? ""
      return `${type} ${reason} ${place} ${wordsIn(message.join(" | "))}`
    }),
  )
}

function wordsOf({ type, reason, message, involvedObject }: Loose): string {
  const place = (involvedObject.fieldPath ?? "").replace(/\{.*\}/, "{<container>}")
  const words = message.replaceAll("\n", "\\n").replaceAll(`${involvedObject.name}_kf(`, "<name>_kf(")
  return `${type} ${reason} ${place} ${wordsIn(marked(words))}`
}

function wordsIn(message: string): string {
  return message
    .replaceAll("<pod IP>", "<ip>")
    .replace("specified <name>", "specified deadline")
    .replace(/used: \d+/, "used: <n>")
    .replace(/^Stopping container \w+/, "Stopping container <name>")
    .replace(/restarting failed container \w+ in/, "restarting failed container <name> in")
}
