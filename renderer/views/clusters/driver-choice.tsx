import { CircleCheck, CircleX, Sparkle } from "lucide-react"
import { RadioGroup } from "radix-ui"
import { useId } from "react"
import type { DriverHealth } from "../../../core/bridge/contract/clusters.ts"
import { useDriversHealth } from "../../data/use-clusters.ts"
import { Badge } from "../../design/badge.tsx"
import { ErrorNote } from "../../design/error-state.tsx"
import { Skeleton } from "../../design/skeleton.tsx"
import { texts } from "../../texts/texts.ts"

interface DriverChoiceProps {
  readonly value: string
  onChange(driver: string): void
}

/** The drivers as cards, each with whether it can work here, and what to do if not. */
export function DriverChoice({ value, onChange }: DriverChoiceProps) {
  const label = useId()
  const { value: drivers, error } = useDriversHealth()
  return (
    <div className="flex flex-col gap-1.5">
      <span id={label} className="text-sm font-medium text-muted">
        {texts.clusters.dialog.driver}
      </span>
      {error !== undefined && <ErrorNote message={texts.clusters.dialog.driversFailed} advice={error.message} />}
      {drivers === undefined && error === undefined && (
        <div className="grid grid-cols-2 gap-2">
          <Skeleton className="h-20 rounded-lg" />
          <Skeleton className="h-20 rounded-lg" />
        </div>
      )}
      <RadioGroup.Root
        aria-labelledby={label}
        value={value}
        onValueChange={onChange}
        className="grid grid-cols-[repeat(auto-fit,minmax(220px,1fr))] gap-2"
      >
        {drivers !== undefined && <AutoCard picked={drivers.find(({ healthy }) => healthy)?.name} />}
        {drivers?.map((driver) => (
          <DriverCard key={driver.name} driver={driver} />
        ))}
      </RadioGroup.Root>
    </div>
  )
}

/** Whichever driver works here, the best one first. */
function AutoCard({ picked }: { readonly picked: string | undefined }) {
  const { auto, autoDetail, autoNothing } = texts.clusters.dialog
  return (
    <RadioGroup.Item value="auto" disabled={picked === undefined} className={card}>
      <span className="flex w-full items-center gap-2">
        <Sparkle size={15} className="text-accent-ink" aria-hidden />
        <span className="font-semibold">{auto}</span>
      </span>
      <span className="text-sm text-muted">{picked === undefined ? autoNothing : autoDetail(picked)}</span>
    </RadioGroup.Item>
  )
}

function DriverCard({ driver }: { readonly driver: DriverHealth }) {
  const { name, healthy, detail, advice } = driver
  const Icon = healthy ? CircleCheck : CircleX
  return (
    <RadioGroup.Item value={name} disabled={!healthy} className={card}>
      <span className="flex w-full items-center gap-2">
        <Icon size={15} className={healthy ? "text-ok-ink" : "text-bad-ink"} aria-hidden />
        <span className="flex-1 font-semibold">{name}</span>
        {!healthy && <Badge tone="bad">{texts.clusters.dialog.driverUnhealthy}</Badge>}
      </span>
      <span className="selectable text-sm break-words text-muted">{detail}</span>
      {advice !== undefined && advice !== "" && <span className="selectable text-sm break-words">{advice}</span>}
    </RadioGroup.Item>
  )
}

const card =
  "flex min-w-0 flex-col items-start gap-1 rounded-lg border border-line-strong bg-raised p-3 text-left enabled:hover:bg-hover disabled:cursor-not-allowed disabled:bg-panel data-[state=checked]:border-accent data-[state=checked]:bg-selected data-[state=checked]:ring-1 data-[state=checked]:ring-accent"
