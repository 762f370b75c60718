import { ArrowLeftRight, ExternalLink, Plus, X } from "lucide-react"
import { useState } from "react"
import type { ForwardSummary } from "../../../core/bridge/contract/forwards.ts"
import { useBridge } from "../../data/bridge-context.ts"
import { useForwards } from "../../data/use-forwards.ts"
import { useOpenLink } from "../../data/use-open-link.ts"
import { Badge } from "../../design/badge.tsx"
import { Button, IconButton } from "../../design/button.tsx"
import { CopyButton } from "../../design/copy-command.tsx"
import { EmptyState } from "../../design/empty-state.tsx"
import { ErrorState } from "../../design/error-state.tsx"
import { SkeletonRows } from "../../design/skeleton.tsx"
import { useToaster } from "../../design/toast.tsx"
import { texts } from "../../texts/texts.ts"
import { ForwardDialog } from "./forward-dialog.tsx"

/** The ports of a cluster that are on this machine. */
export function ForwardsScreen({ profile }: { readonly profile: string }) {
  const { value, error } = useForwards()
  const [opening, setOpening] = useState(false)
  const { forwards: words } = texts
  if (value === undefined && error !== undefined)
    return <ErrorState title={words.failed} message={error.message} advice={error.advice} />
  if (value === undefined) return <SkeletonRows label={texts.common.loading} />
  const forwards = value.filter((forward) => forward.profile === profile)
  const open = (
    <Button variant="primary" icon={Plus} onClick={() => setOpening(true)}>
      {words.open}
    </Button>
  )
  return (
    <>
      {forwards.length === 0 ? (
        <EmptyState icon={ArrowLeftRight} title={words.none} detail={words.noneDetail} actions={open} />
      ) : (
        <div className="mx-auto flex max-w-260 flex-col gap-5 p-6">
          <header className="flex items-end justify-between gap-4">
            <div>
              <h2 className="text-xl font-semibold">{words.title}</h2>
              <p className="text-muted">{words.subtitle}</p>
            </div>
            {open}
          </header>
          <ForwardTable forwards={forwards} />
        </div>
      )}
      {opening && <ForwardDialog profile={profile} onClose={() => setOpening(false)} />}
    </>
  )
}

/** What stands open while the cluster sleeps: connections wait for it, and the ports are taken. */
export function KeptForwards({ profile }: { readonly profile: string }) {
  const forwards = useForwards().value?.filter((forward) => forward.profile === profile) ?? []
  if (forwards.length === 0) return null
  return (
    <div className="mx-auto max-w-260 p-6 pt-0">
      <ForwardTable forwards={forwards} />
    </div>
  )
}

function ForwardTable({ forwards }: { readonly forwards: readonly ForwardSummary[] }) {
  const { columns, actions } = texts.forwards
  return (
    <div className="relative overflow-x-auto rounded-lg border border-line bg-raised shadow-card">
      <table className="w-full text-left">
        <thead className="border-b border-line text-sm text-muted">
          <tr>
            {[columns.target, columns.port, columns.local, columns.state, columns.connections].map((column) => (
              <th key={column} scope="col" className="h-8 px-4 font-medium whitespace-nowrap">
                {column}
              </th>
            ))}
            <th scope="col">
              <span className="sr-only">{actions}</span>
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {forwards.map((forward) => (
            <ForwardRow key={forward.id} forward={forward} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

const kindNames: Readonly<Record<string, string>> = texts.forwards.dialog.kinds

function ForwardRow({ forward }: { readonly forward: ForwardSummary }) {
  const bridge = useBridge()
  const toaster = useToaster()
  const openLink = useOpenLink()
  const { id, namespace, kind, name, port, localPort, state, reason, connections, command } = forward
  const address = `http://localhost:${localPort}`
  const { forwards: words } = texts
  function close() {
    bridge.call("forwards.close", { id }).then(
      () => toaster.show({ tone: "ok", title: words.closed(name) }),
      (error) => toaster.fail(words.closeFailed, error),
    )
  }
  return (
    <tr className="h-11">
      <td className="px-4 py-1.5">
        <span className="font-medium">{name}</span>
        <span className="block text-sm text-faint">
          {kindNames[kind] ?? kind} · {namespace}
        </span>
      </td>
      <td className="px-4 tabular-nums">{port}</td>
      <td className="px-4">
        <button
          type="button"
          aria-label={words.openLink(address)}
          onClick={() => void openLink(address).catch((error) => toaster.fail(words.linkFailed, error))}
          className="inline-flex items-center gap-1.5 rounded-sm font-mono text-sm text-accent-ink hover:underline"
        >
          localhost:{localPort}
          <ExternalLink size={13} aria-hidden />
        </button>
      </td>
      <td className="px-4 py-1.5">
        <Badge
          tone={state === "active" ? "ok" : "busy"}
          dot
          title={state === "waiting" ? words.waitingDetail : undefined}
        >
          {words.states[state]}
        </Badge>
        {reason !== undefined && <span className="mt-0.5 block max-w-80 text-sm text-muted">{reason}</span>}
      </td>
      <td className="px-4 tabular-nums">{connections}</td>
      <td className="px-2">
        <div className="flex justify-end gap-0.5">
          <CopyButton text={command} label={texts.common.copyCommand} />
          <IconButton icon={X} size="sm" label={words.close(name)} onClick={close} />
        </div>
      </td>
    </tr>
  )
}
