import type { KindDefinition, ScaleSubresource } from "../../machinery/api/kind.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { notFound } from "../../machinery/status/status-error.ts"
import type { Exchange } from "../filters/filter.ts"
import type { At } from "../registry/store-context.ts"
import { readObject } from "./body.ts"
import { readApplied } from "./patch-apply.ts"
import { decodePatched, readPatch } from "./patch-types.ts"
import type { EndpointDeps } from "./resource-endpoint.ts"
import { checkScale, type ScaleView, scaleType, scaleViewOf } from "./scale-view.ts"
import { checkName } from "./update.ts"
import { readWriteOptions, type WriteOptions } from "./write-options.ts"

/** What a PUT or PATCH of a scale makes of the workload. */
export interface ScaleChange {
  readonly options: WriteOptions
  /** Whether `change` settles the owners of the fields: apply. */
  readonly ownsFields: boolean
  change(current: ApiObject | undefined): ApiObject
}

export interface ScaleTools {
  readonly kind: KindDefinition
  readonly scale: ScaleSubresource
  readonly at: At
  readonly deps: EndpointDeps
  readonly warn: (warning: string) => void
}

export async function readScaleChange(exchange: Exchange, tools: ScaleTools): Promise<ScaleChange> {
  if (exchange.info.verb === "patch") return readScalePatch(exchange, tools)
  const options = readWriteOptions(exchange, "UpdateOptions")
  const { deps, warn } = tools
  const body = await readObject(exchange.request, scaleType, { ...deps, validation: options.fieldValidation, warn })
  return { options, ownsFields: false, change: changeBy(() => body as ScaleView, tools) } // decoded as that
}

async function readScalePatch(exchange: Exchange, tools: ScaleTools): Promise<ScaleChange> {
  const patch = await readPatch(exchange.request)
  const isApply = patch.type === "apply"
  const options = readWriteOptions(exchange, "PatchOptions", { isApply })
  if (patch.type === "apply") return { options, ownsFields: true, change: applied(patch.text, options, tools) }
  const read = { ...tools.deps, ...options, warn: tools.warn }
  const next = (view: ScaleView) => decodePatched(patch, { resource: scaleType }, view, read) as ScaleView // decoded as that
  return { options, ownsFields: false, change: changeBy(next, tools) }
}

function changeBy(next: (view: ScaleView) => ScaleView, { kind, scale, at }: ScaleTools): ScaleChange["change"] {
  return (current) => {
    if (current === undefined) throw notFound(kind.resource, at.name)
    const wanted = next(scaleViewOf(current, scale))
    checkName(wanted, at.name)
    checkScale(wanted, current, kind)
    return scale.withReplicas(current, wanted.spec?.replicas ?? 0)
  }
}

/** Applying a scale is applying the workload with nothing but its replicas. */
function applied(
  text: string,
  { manager, force, fieldValidation }: WriteOptions,
  tools: ScaleTools,
): ScaleChange["change"] {
  const { kind, scale, at, deps, warn } = tools
  const wanted = readApplied(text, scaleType, at, { fieldValidation, warn }) as ScaleView // of that kind; its fields are checked below
  const by = { name: manager, subresource: "scale", nowMs: deps.clock.now() }
  return (current) => {
    if (current === undefined) throw notFound(kind.resource, at.name)
    checkScale(wanted, current, kind)
    const head = { apiVersion: current.apiVersion, kind: current.kind, metadata: { name: at.name } }
    const only = scale.withReplicas(head, wanted.spec?.replicas ?? 0)
    return kind.strategy.defaults(deps.fields.apply(kind, current, only, by, force))
  }
}
