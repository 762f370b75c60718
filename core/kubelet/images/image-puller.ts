import type { Pod, Secret } from "../../apis/core/v1.gen.ts"
import type { Clock } from "../../base/clock.ts"
import type { Runtime, SandboxConfig } from "../../cri/runtime.ts"
import type { AnyContainer } from "../pod/containers.ts"
import { uidOf } from "../pod/identity.ts"
import { CrashBackoff } from "../podworkers/crash-backoff.ts"
import { withDefaultTag } from "./image-name.ts"
import { credentialsFor } from "./pull-secrets.ts"

/** A container's image cannot be had. `reason` is what the container waits for. */
export class ImageError extends Error {
  override readonly name = "ImageError"
  readonly reason: "ErrImagePull" | "ImagePullBackOff" | "ErrImageNeverPull" | "InvalidImageName" | "ImageInspectError"
  /** When it makes sense to try again. */
  readonly retryMs: number | undefined

  constructor(reason: ImageError["reason"], message: string, options: ErrorOptions & { retryMs?: number } = {}) {
    super(message, options)
    this.reason = reason
    this.retryMs = options.retryMs
  }
}

export type ContainerEvent = (type: "Normal" | "Warning", reason: string, message: string) => void

interface PullerDeps {
  readonly runtime: Runtime
  readonly clock: Clock
}

/**
 * Makes an image be here, by the container's pull policy, with Kubernetes' events and words. A pull that failed is not
 * tried again for 10 s, 20 s ... 5 min. One pull at a time, as Kubernetes does by default; pulls of the same image join.
 */
export class ImagePuller {
  readonly #deps: PullerDeps
  readonly #backoff: CrashBackoff
  readonly #failedAtMs = new Map<string, number>()
  readonly #pulling = new Map<string, Promise<string>>()
  #line: Promise<unknown> = Promise.resolve()

  constructor(deps: PullerDeps) {
    this.#deps = deps
    this.#backoff = new CrashBackoff(deps.clock)
  }

  /** Resolves to the reference to make the container with. Throws an `ImageError`. */
  async ensure(
    pod: Pod,
    container: AnyContainer,
    secrets: readonly Secret[],
    sandbox: SandboxConfig,
    tell: ContainerEvent,
  ): Promise<string> {
    const { runtime, clock } = this.#deps
    const image = this.#named(container, tell)
    const policy = container.imagePullPolicy ?? (image.endsWith(":latest") ? "Always" : "IfNotPresent")
    const present = await this.#inspect(image, tell)
    if (present !== undefined && policy !== "Always") {
      const words = `Container image "${container.image}" already present on machine and can be accessed by the pod`
      tell("Normal", "Pulled", words)
      return present
    }
    if (policy === "Never") {
      const words = `Container image "${container.image}" is not present with pull policy of Never`
      tell("Warning", "ErrImageNeverPull", words)
      throw new ImageError("ErrImageNeverPull", words)
    }
    const key = `${uidOf(pod)}_${image}`
    const waiting = this.#backoff.waiting(key, this.#failedAtMs.get(key) ?? 0)
    if (waiting !== undefined) {
      const words = `Back-off pulling image "${container.image}"`
      tell("Normal", "BackOff", words)
      const cause = this.#lastProblem.get(key)
      const detail = cause === undefined ? words : `${words}: ErrImagePull: ${cause}`
      throw new ImageError("ImagePullBackOff", detail, { retryMs: waiting.leftMs })
    }
    tell("Normal", "Pulling", `Pulling image "${container.image}"`)
    const startedMs = clock.monotonicMs()
    try {
      const reference = await this.#pull(image, secrets, sandbox)
      const took = clock.monotonicMs() - startedMs
      const size = (await runtime.imageStatus(reference))?.size ?? 0
      const words = `Successfully pulled image "${container.image}" in ${goDuration(took)} (${goDuration(took)} including waiting). Image size: ${size} bytes.`
      tell("Normal", "Pulled", words)
      this.#backoff.forget(key)
      this.#lastProblem.delete(key)
      this.#failedAtMs.delete(key)
      return reference
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      tell("Warning", "Failed", `Failed to pull image "${container.image}": ${why}`)
      this.#backoff.next(key, clock.now())
      this.#failedAtMs.set(key, clock.now())
      this.#lastProblem.set(key, why)
      throw new ImageError("ErrImagePull", why, { cause: error })
    }
  }

  forget(podUid: string): void {
    this.#backoff.forget(`${podUid}_`)
    for (const map of [this.#failedAtMs, this.#lastProblem]) {
      for (const key of map.keys()) if (key.startsWith(`${podUid}_`)) map.delete(key)
    }
  }

  readonly #lastProblem = new Map<string, string>()

  #named(container: AnyContainer, tell: ContainerEvent): string {
    try {
      return withDefaultTag(container.image ?? "")
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      const words = `Failed to apply default image tag "${container.image}": ${why}`
      tell("Warning", "InspectFailed", words)
      throw new ImageError("InvalidImageName", words, { cause: error })
    }
  }

  async #inspect(image: string, tell: ContainerEvent): Promise<string | undefined> {
    try {
      return (await this.#deps.runtime.imageStatus(image))?.id
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      const words = `Failed to inspect image "${image}": ${why}`
      tell("Warning", "InspectFailed", words)
      throw new ImageError("ImageInspectError", words, { cause: error })
    }
  }

  #pull(image: string, secrets: readonly Secret[], sandbox: SandboxConfig): Promise<string> {
    const going = this.#pulling.get(image)
    if (going !== undefined) return going
    const pull = this.#line.then(() => this.#pullWithAny(image, secrets, sandbox))
    this.#line = pull.catch(() => undefined)
    this.#pulling.set(image, pull)
    const done = () => this.#pulling.delete(image)
    pull.then(done, done)
    return pull
  }

  /** Every credential that fits is tried before it is given up. */
  async #pullWithAny(image: string, secrets: readonly Secret[], sandbox: SandboxConfig): Promise<string> {
    const credentials = credentialsFor(image, secrets)
    let problem: unknown
    for (const auth of credentials.length === 0 ? [undefined] : credentials) {
      try {
        return await this.#deps.runtime.pullImage(image, auth, sandbox)
      } catch (error) {
        problem = error
      }
    }
    throw problem
  }
}

function goDuration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)}ms` : `${(ms / 1000).toFixed(3).replace(/\.?0+$/, "")}s`
}
