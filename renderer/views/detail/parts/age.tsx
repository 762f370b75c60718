import { formatAge } from "../../../../core/machinery/table/age.ts"
import { useNow } from "../../../data/use-now.ts"

/** How long ago something was, with the moment itself for who points at it. */
export function Age({ since }: { readonly since: string | undefined | null }) {
  const now = useNow()
  if (since === undefined || since === null || since === "") return null
  return (
    <time dateTime={since} title={new Date(since).toLocaleString()} className="whitespace-nowrap tabular-nums">
      {formatAge(since, now)}
    </time>
  )
}
