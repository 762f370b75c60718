import { mkdir } from "node:fs/promises"
import { TimeoutError } from "../base/wait-until.ts"
import type { Driver } from "../drivers/driver.ts"
import { readDisk } from "../host/machine.ts"
import { adminAccess, apiAnswers, clientOver, serverOf } from "./api-access.ts"
import { withClusterLock, withHomeLock } from "./cluster-lock.ts"
import type { ClosableTransport, ClusterDeps, Progress } from "./deps.ts"
import { ClusterError } from "./errors.ts"
import type { Home } from "./home.ts"
import { lastWords } from "./logs.ts"
import { planProfile } from "./profile/plan.ts"
import { controlPlaneOf, type Profile } from "./profile/profile.ts"
import { ProfileStore } from "./profile/profile-store.ts"
import { checkWishes, type ProfileWishes, unfulfilled } from "./profile/wishes.ts"
import { waitForApiServer } from "./steps/api-server.ts"
import { applyDns } from "./steps/dns.ts"
import { checkKubeconfig, writeKubeconfig } from "./steps/kubeconfig.ts"
import { startNodes } from "./steps/nodes.ts"
import { prepareParts } from "./steps/parts.ts"
import { waitForDns, waitForNodes } from "./steps/ready.ts"

export interface StartOptions extends ProfileWishes {
  readonly profile: string
  /** "auto", or a driver's name; undefined is what the cluster has already. */
  readonly driver?: string | undefined
  /** False leaves kubectl's current context as it is. */
  readonly makeCurrent: boolean
  /** False returns when the API server answers. */
  readonly wait: boolean
  readonly waitTimeoutMs: number
  readonly signal: AbortSignal
}

export interface StartResult {
  readonly profile: Profile
  /** Everything ran already. */
  readonly already: boolean
}

/**
 * From nothing, or from a cluster that stands still, to one that works. Every step finds what is there already, so that a
 * start that was cut off is finished by the next one, and `deleteCluster` takes away whatever it left.
 */
export async function startCluster(deps: ClusterDeps, options: StartOptions, told: Progress): Promise<StartResult> {
  checkWishes(options, deps.machine)
  const progress = untilAborted(told, options.signal)
  const work = { doing: "start", progress, signal: options.signal }
  return withClusterLock(deps, options.profile, work, () => startLocked(deps, options, progress))
}

async function startLocked(deps: ClusterDeps, options: StartOptions, progress: Progress): Promise<StartResult> {
  const { signal } = options
  const store = new ProfileStore(deps.home)
  const existing = await store.read(options.profile)
  await checkKubeconfig(deps, existing ?? { name: options.profile, kubeconfig: deps.kubeconfig })
  const driver = await progress.step("Choosing a driver", async (detail) => {
    const chosen = await chooseDriver(deps, options, existing)
    detail(chosen.name)
    return chosen
  })
  if (existing !== undefined) for (const text of unfulfilled(options, existing)) progress.note(text)
  if (existing !== undefined && (await runsAsWished(deps, driver, existing, options)))
    return { profile: existing, already: true }

  for (const text of await fullDisk(deps.home)) progress.note(text)
  const planned = await progress.step("Preparing the network", (detail) =>
    withHomeLock(deps, signal, () => planCluster(deps, { driver, options, existing, detail })),
  )
  const parts = await progress.step("Preparing the node image", (detail) =>
    prepareParts(deps, { driver, profile: planned, detail, signal }),
  )
  await progress.step(planned.nodes.length === 1 ? "Starting the node" : `Starting ${planned.nodes.length} nodes`, () =>
    startNodes(driver, planned, parts, signal),
  )
  for (const text of await outdated(driver, planned, parts.image.key)) progress.note(text)
  const server = await serverOf(driver, planned)
  const profile = await writeKubeconfig(deps, planned, { server, makeCurrent: options.makeCurrent })
  await store.write(profile)
  const transport = deps.openTransport(await adminAccess(deps, profile, server))
  try {
    await bringUp(deps, { driver, profile, transport, options, progress })
  } finally {
    transport.close()
  }
  return { profile, already: false }
}

/** No step begins after the signal. */
function untilAborted(progress: Progress, signal: AbortSignal): Progress {
  return {
    ...progress,
    step: async (title, run) => {
      signal.throwIfAborted()
      return progress.step(title, run)
    },
  }
}

interface Planning {
  readonly driver: Driver
  readonly options: StartOptions
  readonly existing: Profile | undefined
  readonly detail: (text: string) => void
}

/** Chooses the subnet, and writes down what the cluster is to be. */
async function planCluster(deps: ClusterDeps, { driver, options, existing, detail }: Planning): Promise<Profile> {
  const wished = existing?.subnet ?? options.subnet // an engine may have lost its networks, but nodes keep their addresses
  const { subnet } = await driver.ensureNetwork(options.profile, wished, options.signal)
  detail(subnet)
  const profile = planProfile(options, {
    name: options.profile,
    driver: driver.name,
    subnet,
    machine: deps.machine,
    kubeconfig: deps.kubeconfig,
    now: new Date(deps.clock.now()).toISOString(),
    existing,
  })
  await new ProfileStore(deps.home).write(profile)
  return profile
}

/** A sentence when there is hardly room for what a cluster writes. */
async function fullDisk({ folder }: Home): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 }) // keys and nodes are in it
  const freeMiB = Math.floor((await readDisk(folder)).availableBytes / 2 ** 20)
  return freeMiB >= roomyMiB
    ? []
    : [`Only ${freeMiB} MiB are free where ${folder} is; a cluster needs about ${roomyMiB}`]
}

const roomyMiB = 1024

/** A sentence for every node whose base image is not today's any more: a start renews the rest, but not that. */
async function outdated(driver: Driver, profile: Profile, imageKey: string): Promise<readonly string[]> {
  const nodes = (await driver.list(profile.name)).filter((node) => node.image !== imageKey)
  return nodes.map(
    ({ name }) =>
      `Node "${name}" was made from an older base image, and goes on with its programs. A new one has today's: cove delete, cove start`,
  )
}

interface BringUp {
  readonly driver: Driver
  readonly profile: Profile
  readonly transport: ClosableTransport
  readonly options: StartOptions
  readonly progress: Progress
}

async function bringUp(deps: ClusterDeps, { driver, profile, transport, options, progress }: BringUp): Promise<void> {
  const { signal, waitTimeoutMs } = options
  await progress.step("Starting Kubernetes", () =>
    waitForApiServer(deps, { driver, profile, transport, atMostMs: waitTimeoutMs, signal }),
  )
  const client = clientOver(transport, deps)
  const deadline = new AbortController()
  const timer = deps.clock.after(waitTimeoutMs, () =>
    deadline.abort(new TimeoutError(`Waited ${waitTimeoutMs / 1000} s`)),
  )
  const waiting = AbortSignal.any([signal, deadline.signal])
  try {
    await applyDns(client, profile)
    if (!options.wait) return
    const wait = { clock: deps.clock, driver, client, profile, atMostMs: waitTimeoutMs, signal: waiting }
    await progress.step("Waiting for the nodes", () => waitForNodes(wait))
    await progress.step("Waiting for DNS", (detail) => waitForDns(wait, detail))
  } catch (error) {
    if (!deadline.signal.aborted) throw error
    throw new ClusterError(`The cluster is not ready after ${waitTimeoutMs / 1000} s`, {
      id: "GUEST_START",
      exitCode: 80,
      advice: `See what is missing: cove kubectl -p ${profile.name} -- get nodes,pods -A\nThe node said last:\n${await lastWords(driver, controlPlaneOf(profile).name)}`,
    })
  } finally {
    timer.cancel()
  }
}

async function chooseDriver(deps: ClusterDeps, options: StartOptions, existing: Profile | undefined): Promise<Driver> {
  const wished = options.driver
  if (existing !== undefined && wished !== undefined && wished !== "auto" && wished !== existing.driver) {
    throw new ClusterError(`Cluster "${existing.name}" was made by driver "${existing.driver}", not "${wished}"`, {
      id: "GUEST_DRIVER_MISMATCH",
      exitCode: 84,
      advice: `Delete it first (cove delete -p ${existing.name}), or choose another profile with -p.`,
    })
  }
  return deps.openDriver(existing?.driver ?? wished ?? "auto")
}

async function runsAsWished(
  deps: ClusterDeps,
  driver: Driver,
  profile: Profile,
  options: StartOptions,
): Promise<boolean> {
  if (options.nodes !== undefined && options.nodes > profile.nodes.length) return false
  const running = (await driver.list(profile.name)).filter((node) => node.running && !node.paused)
  if (running.length < profile.nodes.length) return false
  const server = await serverOf(driver, profile)
  const transport = deps.openTransport(await adminAccess(deps, profile, server))
  try {
    if (!(await apiAnswers(transport, "/readyz", { clock: deps.clock, atMostMs: 2_000, signal: options.signal })))
      return false
    await writeKubeconfig(deps, profile, { server, makeCurrent: options.makeCurrent })
    return true
  } finally {
    transport.close()
  }
}
