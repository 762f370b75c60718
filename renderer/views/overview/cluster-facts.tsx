import { useCluster } from "../../data/use-clusters.ts"
import { Card } from "../../design/card.tsx"
import { texts } from "../../texts/texts.ts"
import { formatMemory } from "./format-usage.ts"

const words = texts.overview.facts
const mebibyte = 1024 * 1024

/** Where the cluster is, and what it is made of. */
export function ClusterFacts({ profile }: { readonly profile: string }) {
  const cluster = useCluster(profile)
  if (cluster === undefined) return null
  const { server, kubernetesVersion, driver, nodes, cpus, memoryMiB, createdAt, kubeconfig } = cluster
  const facts: readonly (readonly [string, string])[] = [
    [words.address, server ?? "–"],
    [words.version, kubernetesVersion],
    [words.driver, driver],
    [words.nodes, `${nodes.length} · ${words.each(cpus, formatMemory(memoryMiB * mebibyte))}`],
    [words.addresses, nodes.map(({ address }) => address).join(", ")],
    [words.created, new Date(createdAt).toLocaleString()],
    [words.kubeconfig, kubeconfig],
  ]
  return (
    <Card title={words.title}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="selectable break-all">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
