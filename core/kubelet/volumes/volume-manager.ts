import type { ConfigMap, Pod, Secret, Volume, VolumeProjection } from "../../apis/core/v1.gen.ts"
import type { Clock } from "../../base/clock.ts"
import { listFolder, makeFolder, removeTree } from "../../host/tree.ts"
import { amountOf, wholeValue } from "../../machinery/quantity/quantity.ts"
import type { DownwardFacts } from "../env/field-value.ts"
import { namespaceOf, uidOf } from "../pod/identity.ts"
import { type KubeletPaths, memoryVolumeDir, podDir, podMemoryDir, volumeDir } from "../pod/paths.ts"
import { writeAtomicDir } from "./atomic-dir.ts"
import { prepareHostPath } from "./host-path.ts"
import type { MemoryMounts } from "./memory-mount.ts"
import { giveToGroup } from "./ownership.ts"
import { configMapPayload, downwardPayload, type Payload, type PayloadFile, secretPayload } from "./payload.ts"
import type { Tokens } from "./tokens.ts"
import { VolumeError } from "./volume-error.ts"

/** By the volume's name: the folder or file of the node that stands behind it. */
export type VolumePaths = ReadonlyMap<string, string>

export interface VolumeDeps {
  readonly paths: KubeletPaths
  readonly clock: Clock
  readonly tokens: Tokens
  readonly mounts: MemoryMounts
  configMap(namespace: string, name: string): Promise<ConfigMap | undefined>
  secret(namespace: string, name: string): Promise<Secret | undefined>
  /** What a claim is bound to, as a path of this node. */
  claimPath(namespace: string, claim: string): Promise<string>
}

/** What came of it: where the volumes are, and when they want to be looked at again. */
export interface SetUp {
  readonly paths: VolumePaths
  readonly refreshAtMs: number | undefined
}

/** Which volume failed. The event names it. */
export class SetUpError extends Error {
  override readonly name = "SetUpError"
  readonly volume: string

  constructor(volume: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.volume = volume
  }
}

/** Makes the volumes of pods be there and hold what they should. `setUp` may be called as often as one likes. */
export class VolumeManager {
  readonly #deps: VolumeDeps
  #sequence = 0

  constructor(deps: VolumeDeps) {
    this.#deps = deps
  }

  async setUp(pod: Pod, facts: DownwardFacts): Promise<SetUp> {
    const paths = new Map<string, string>()
    let refreshAtMs: number | undefined
    for (const volume of pod.spec?.volumes ?? []) {
      try {
        const { path, refresh } = await this.#setUpOne(pod, volume, facts)
        paths.set(volume.name, path)
        if (refresh !== undefined) refreshAtMs = Math.min(refresh, refreshAtMs ?? refresh)
      } catch (error) {
        throw new SetUpError(volume.name, error)
      }
    }
    return { paths, refreshAtMs }
  }

  /** Takes everything of the pod from the node, memory mounts first. */
  async tearDown(podUid: string): Promise<void> {
    const { paths, mounts, tokens } = this.#deps
    tokens.forget(podUid)
    const emptyDirs = volumeDir(paths, podUid, "kubernetes.io/empty-dir", "")
    for (const name of await listFolder(emptyDirs)) await mounts.unmount(`${emptyDirs}${name}`)
    await removeTree(podMemoryDir(paths, podUid))
    await removeTree(podDir(paths, podUid))
  }

  async #setUpOne(pod: Pod, volume: Volume, facts: DownwardFacts): Promise<{ path: string; refresh?: number }> {
    const { paths } = this.#deps
    const uid = uidOf(pod)
    const namespace = namespaceOf(pod)
    if (volume.hostPath !== undefined) {
      await prepareHostPath(volume.hostPath)
      return { path: volume.hostPath.path }
    }
    if (volume.emptyDir !== undefined) return { path: await this.#emptyDir(pod, volume, volume.emptyDir) }
    if (volume.configMap !== undefined) {
      const { name = "", items, defaultMode: mode = 0o644, optional = false } = volume.configMap
      const payload = configMapPayload(await this.#deps.configMap(namespace, name), name, { items, mode, optional })
      return { path: await this.#write(pod, volumeDir(paths, uid, "kubernetes.io/configmap", volume.name), payload) }
    }
    if (volume.secret !== undefined) {
      const { secretName: name = "", items, defaultMode: mode = 0o644, optional = false } = volume.secret
      const payload = secretPayload(await this.#deps.secret(namespace, name), name, { items, mode, optional })
      return { path: await this.#write(pod, memoryVolumeDir(paths, uid, "kubernetes.io/secret", volume.name), payload) }
    }
    if (volume.downwardAPI !== undefined) {
      const { items = [], defaultMode = 0o644 } = volume.downwardAPI
      const payload = downwardPayload(pod, items, defaultMode, facts)
      return { path: await this.#write(pod, volumeDir(paths, uid, "kubernetes.io/downward-api", volume.name), payload) }
    }
    if (volume.projected !== undefined) {
      const { sources = [], defaultMode = 0o644 } = volume.projected
      const files = new Map<string, PayloadFile>()
      let refresh: number | undefined
      for (const source of sources) {
        const part = await this.#projection(pod, source, defaultMode, facts)
        for (const [path, file] of part.payload) files.set(path, file)
        if (part.refresh !== undefined) refresh = Math.min(part.refresh, refresh ?? part.refresh)
      }
      const path = await this.#write(pod, memoryVolumeDir(paths, uid, "kubernetes.io/projected", volume.name), files)
      return { path, ...(refresh === undefined ? {} : { refresh }) }
    }
    if (volume.persistentVolumeClaim !== undefined) {
      return { path: await this.#deps.claimPath(namespace, volume.persistentVolumeClaim.claimName) }
    }
    throw new VolumeError("no volume plugin matched")
  }

  async #projection(
    pod: Pod,
    { configMap, secret, downwardAPI, serviceAccountToken }: VolumeProjection,
    mode: number,
    facts: DownwardFacts,
  ): Promise<{ payload: Payload; refresh?: number }> {
    const namespace = namespaceOf(pod)
    if (configMap !== undefined) {
      const { name = "", items, optional = false } = configMap
      const found = await this.#deps.configMap(namespace, name)
      return { payload: configMapPayload(found, name, { items, mode, optional }) }
    }
    if (secret !== undefined) {
      const { name = "", items, optional = false } = secret
      return { payload: secretPayload(await this.#deps.secret(namespace, name), name, { items, mode, optional }) }
    }
    if (downwardAPI !== undefined) return { payload: downwardPayload(pod, downwardAPI.items ?? [], mode, facts) }
    if (serviceAccountToken !== undefined) {
      const { text, refreshAtMs } = await this.#deps.tokens.get(pod, serviceAccountToken)
      // Whoever runs as someone else than root, and shares no group, could not read it otherwise.
      const tokenMode = pod.spec?.securityContext?.fsGroup === undefined ? mode : 0o600
      return {
        payload: new Map([[serviceAccountToken.path, { content: Buffer.from(text), mode: tokenMode }]]),
        refresh: refreshAtMs,
      }
    }
    throw new VolumeError("no projected source matched")
  }

  async #write(pod: Pod, dir: string, payload: Payload): Promise<string> {
    const stamp = new Date(this.#deps.clock.now()).toISOString().slice(0, 19).replaceAll(/[-T:]/g, "_")
    const group = pod.spec?.securityContext?.fsGroup
    this.#sequence++
    await writeAtomicDir(dir, payload, { stamp: `${stamp}.${this.#sequence}`, group })
    return dir
  }

  async #emptyDir(pod: Pod, volume: Volume, source: NonNullable<Volume["emptyDir"]>): Promise<string> {
    const dir = volumeDir(this.#deps.paths, uidOf(pod), "kubernetes.io/empty-dir", volume.name)
    const size = source.sizeLimit === undefined ? undefined : wholeValue(amountOf(source.sizeLimit))
    if (source.medium === "Memory") await this.#deps.mounts.mount(dir, size)
    await makeFolder(dir, 0o777)
    const { fsGroup, fsGroupChangePolicy } = pod.spec?.securityContext ?? {}
    const onRootMismatch = fsGroupChangePolicy === "OnRootMismatch"
    if (fsGroup !== undefined) await giveToGroup(dir, fsGroup, { onRootMismatch })
    return dir
  }
}
