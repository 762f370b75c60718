import { ChevronsUpDown, Container, Plus } from "lucide-react"
import { useState } from "react"
import { useCluster, useClusters } from "../data/use-clusters.ts"
import { StatusDot } from "../design/badge.tsx"
import { Popover } from "../design/popover.tsx"
import { texts } from "../texts/texts.ts"
import { useClusterDialogs } from "../views/clusters/cluster-dialogs.tsx"
import { stateTones } from "../views/clusters/cluster-state.ts"
import { formatRoute } from "./routes.ts"

/** The selected cluster; pressed, it lets another one be chosen. */
export function ClusterSwitcher({ profile }: { readonly profile: string | undefined }) {
  const [open, setOpen] = useState(false)
  const cluster = useCluster(profile ?? "")
  return (
    <Popover
      label={texts.shell.chooseCluster}
      open={open}
      onOpenChange={setOpen}
      padding="flush"
      className="w-(--radix-popover-trigger-width) p-1"
      trigger={
        <button
          type="button"
          className="flex h-11 w-full items-center gap-2.5 rounded-lg border border-line bg-raised px-2.5 text-left shadow-card hover:bg-hover data-[state=open]:bg-hover"
        >
          <Container size={17} strokeWidth={1.75} className="shrink-0 text-accent-ink" aria-hidden />
          <span className="min-w-0 flex-1">
            <span className="block truncate leading-4 font-semibold">{profile ?? texts.shell.noCluster}</span>
            {cluster !== undefined && (
              <span className="mt-px flex items-center gap-1.5 text-xs text-muted">
                <StatusDot tone={stateTones[cluster.state]} />
                {texts.clusters.states[cluster.state]}
              </span>
            )}
          </span>
          <ChevronsUpDown size={13} className="shrink-0 text-faint" aria-hidden />
        </button>
      }
    >
      <Choices chosen={profile} onDone={() => setOpen(false)} />
    </Popover>
  )
}

function Choices({ chosen, onDone }: { readonly chosen: string | undefined; onDone(): void }) {
  const clusters = useClusters().value ?? []
  const dialogs = useClusterDialogs()
  return (
    <div className="flex flex-col gap-px">
      {clusters.map(({ name, state }) => (
        <a
          key={name}
          href={formatRoute({ screen: "overview", profile: name })}
          aria-current={name === chosen || undefined}
          onClick={onDone}
          className={`${line} ${name === chosen ? "bg-selected" : ""}`}
        >
          <StatusDot tone={stateTones[state]} />
          <span className="min-w-0 flex-1 truncate">{name}</span>
          <span className="text-xs text-muted">{texts.clusters.states[state]}</span>
        </a>
      ))}
      {clusters.length > 0 && <div className="mx-1 my-1 h-px bg-line" />}
      <button
        type="button"
        className={line}
        onClick={() => {
          onDone()
          dialogs.create()
        }}
      >
        <Plus size={14} className="text-muted" aria-hidden />
        {texts.shell.newCluster}
      </button>
    </div>
  )
}

const line = "flex h-7 items-center gap-2 rounded-md px-2 text-left hover:bg-hover"
