import { clsx } from "clsx"
import { useDiscovery } from "../../../data/use-discovery.ts"
import { formatRoute } from "../../../shell/routes.ts"
import type { Reference } from "../related/references.ts"

export interface ObjectLinkProps {
  readonly profile: string
  readonly to: Reference
  /** The kind before the name: "Pod web-1". */
  readonly showKind?: boolean | undefined
  /** Stands among other words: colour alone would not tell it from them. */
  readonly inText?: boolean | undefined
}

/** Leads to another object; plain words for one of a kind that is not served. */
export function ObjectLink({ profile, to, showKind = false, inText = showKind }: ObjectLinkProps) {
  const { resources } = useDiscovery()
  const resource = resources?.find(({ group, kind }) => group === to.group && kind === to.kind)
  const kind = showKind && <span className="text-muted">{to.kind} </span>
  if (resource === undefined) {
    return (
      <span className="break-all">
        {kind}
        {to.name}
      </span>
    )
  }
  const { group, version, plural } = resource
  const place = { profile, resource: { group, version, plural }, namespace: to.namespace, name: to.name }
  return (
    <span className="break-all">
      {kind}
      <a
        href={formatRoute({ screen: "object", ...place })}
        className={clsx(
          "rounded-sm text-accent-ink underline-offset-2 hover:underline",
          inText && "underline decoration-line-strong",
        )}
      >
        {to.name}
      </a>
    </span>
  )
}
