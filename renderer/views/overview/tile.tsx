import type { Resource } from "../../../core/machinery/api/resource.ts"
import { StatusDot } from "../../design/badge.tsx"
import { Skeleton } from "../../design/skeleton.tsx"
import type { Tone } from "../../design/tone.ts"
import { formatRoute } from "../../shell/routes.ts"

export interface TileProps {
  readonly profile: string
  readonly resource: Pick<Resource, "group" | "version" | "plural">
  readonly title: string
  /** Undefined until it is known. */
  readonly count: number | undefined
  readonly detail: string
  readonly tone: Tone
}

/** A number with a few words, leading to the list behind it. */
export function Tile({ profile, resource: { group, version, plural }, title, count, detail, tone }: TileProps) {
  return (
    <li className="min-w-0">
      <a
        href={formatRoute({ screen: "list", profile, resource: { group, version, plural } })}
        className="flex h-full min-h-20 flex-col rounded-lg border border-line bg-raised px-3 py-2 shadow-card hover:border-line-strong"
      >
        <span className="truncate text-sm text-muted">{title}</span>
        {count === undefined ? (
          <Skeleton className="my-1.5 h-5 w-10" />
        ) : (
          <>
            <span className="text-xl font-semibold tabular-nums">{count.toLocaleString()}</span>
            <span className="flex min-w-0 items-baseline gap-1.5 text-xs text-muted">
              <StatusDot tone={tone} />
              <span>{detail}</span>
            </span>
          </>
        )}
      </a>
    </li>
  )
}
