import { clsx } from "clsx"

/** The place of something that is being loaded. Give it the size of what comes: `className="h-4 w-40"`. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <div aria-hidden className={clsx("animate-breathe rounded-sm bg-hover", className ?? "h-4 w-full")} />
}

/** Rows of text to come. */
export function SkeletonRows({ rows = 6, label }: { readonly rows?: number; readonly label: string }) {
  return (
    <div role="status" aria-label={label} className="flex flex-col gap-3 p-4">
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <Skeleton key={row} className={clsx("h-4", widths[row % widths.length])} />
      ))}
    </div>
  )
}

const widths = ["w-11/12", "w-3/4", "w-5/6", "w-2/3"]
