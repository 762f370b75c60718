import { useCall } from "../../data/use-call.ts"
import { Card } from "../../design/card.tsx"
import { CopyButton } from "../../design/copy-command.tsx"
import { Skeleton } from "../../design/skeleton.tsx"
import { texts } from "../../texts/texts.ts"

/** What runs here, and where it keeps its things: as it is now, for a setting may just have moved something. */
export function AboutCard() {
  const about = useCall("desktop.about", undefined).value
  const { about: words } = texts.settings
  if (about === undefined)
    return (
      <Card title={words.title}>
        <Skeleton className="h-24" />
      </Card>
    )
  const facts = [
    [words.version, about.version],
    [words.kubernetes, about.kubernetesVersion],
    [words.nodejs, about.nodejsVersion],
    [words.platform, about.platform],
    [words.shell, words.shells[about.shell]],
    [words.home, about.home],
    [words.kubeconfig, about.kubeconfig],
  ] as const
  const all = facts.map(([name, value]) => `${name}: ${value}`).join("\n")
  return (
    <Card title={words.title} actions={<CopyButton text={all} />}>
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-6 gap-y-1.5">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="break-all">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
