import { Unplug } from "lucide-react"
import type { ReactNode } from "react"
import { useConnected, useReachability } from "../data/use-connected.ts"
import { Spinner } from "../design/spinner.tsx"
import { texts } from "../texts/texts.ts"

/** Says that the host is gone, until it is back. */
export function HostBanner() {
  if (useConnected()) return null
  return (
    <Banner tone="bad">
      <strong className="font-semibold">{texts.shell.hostGone}</strong> {texts.shell.hostGoneDetail}
    </Banner>
  )
}

/** Says that a cluster's API server does not answer, until it does. What it said before stays, and stands back. */
export function ApiBoundary({ profile, children }: { readonly profile: string; readonly children: ReactNode }) {
  const reachability = useReachability(profile)
  const gone = reachability?.reachable === false
  return (
    <div className="flex h-full flex-col">
      {gone && (
        <Banner tone="warn">
          <strong className="font-semibold">{texts.shell.apiGone(profile)}</strong> {reachability.reason}
        </Banner>
      )}
      <div className={gone ? "min-h-0 flex-1 overflow-auto grayscale" : "min-h-0 flex-1 overflow-auto"}>{children}</div>
    </div>
  )
}

function Banner({ tone, children }: { readonly tone: "bad" | "warn"; readonly children: ReactNode }) {
  const look = tone === "bad" ? "bg-bad-soft text-bad-ink" : "bg-warn-soft text-warn-ink"
  return (
    <div
      role="status"
      className={`flex shrink-0 animate-fade items-center gap-2 border-b border-line px-4 py-1.5 ${look}`}
    >
      <Unplug size={14} className="shrink-0" aria-hidden />
      <p className="min-w-0 flex-1">{children}</p>
      <Spinner size={14} />
    </div>
  )
}
