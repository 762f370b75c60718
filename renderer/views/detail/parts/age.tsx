import { formatAge } from "../../../../core/machinery/table/age.ts"
import { useNow } from "../../../data/use-now.ts"
import { texts } from "../../../texts/texts.ts"

export interface AgeProps {
  readonly since: string | undefined | null
  /** "5m ago" where it stands alone, "5m" below a heading. */
  readonly ago?: boolean
}

/** How long ago something was, with the moment itself for who points at it. */
export function Age({ since, ago = false }: AgeProps) {
  const now = useNow()
  if (since === undefined || since === null || since === "") return null
  return (
    <time dateTime={since} title={new Date(since).toLocaleString()} className="whitespace-nowrap tabular-nums">
      {ago ? texts.detail.summary.ago(formatAge(since, now)) : formatAge(since, now)}
    </time>
  )
}
