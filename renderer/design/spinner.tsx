import { LoaderCircle } from "lucide-react"

/** Something is on its way. Without a label it is decoration beside words that say so. */
export function Spinner({ size = 16, label }: { readonly size?: number; readonly label?: string }) {
  const icon = <LoaderCircle size={size} className="animate-spin text-current opacity-80" aria-hidden />
  if (label === undefined) return icon
  return (
    <span role="status" className="inline-flex items-center gap-2 text-muted">
      {icon}
      {label}
    </span>
  )
}
