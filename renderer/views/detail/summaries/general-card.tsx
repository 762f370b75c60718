import { controllerOf } from "../../../../core/machinery/meta/owners.ts"
import { Card } from "../../../design/card.tsx"
import { texts } from "../../../texts/texts.ts"
import { Age } from "../parts/age.tsx"
import { Facts } from "../parts/facts.tsx"
import { ObjectLink } from "../parts/object-link.tsx"
import { namespaceOf, type ObjectViewProps } from "../parts/object-view.ts"
import { Code, FoldedPairs, WordPairs } from "../parts/words.tsx"
import { groupOf } from "../related/references.ts"

const words = texts.detail.summary

/** What every object has. */
export function GeneralCard({ profile, object }: ObjectViewProps) {
  const { metadata } = object
  const owner = controllerOf(object)
  const namespace = namespaceOf(object)
  const facts = [
    {
      label: words.namespace,
      value: namespace !== "" && (
        <ObjectLink profile={profile} to={{ group: "", kind: "Namespace", namespace: "", name: namespace }} />
      ),
    },
    {
      label: words.ownedBy,
      value: owner !== undefined && (
        <ObjectLink profile={profile} to={{ ...owner, group: groupOf(owner.apiVersion), namespace }} showKind />
      ),
    },
    { label: words.created, value: <Created since={metadata.creationTimestamp} /> },
    {
      label: words.deleting,
      value: metadata.deletionTimestamp && <Age since={metadata.deletionTimestamp} />,
    },
    { label: words.labels, value: hasMembers(metadata.labels) && <WordPairs pairs={metadata.labels} /> },
    {
      label: words.annotations,
      value: hasMembers(metadata.annotations) && <FoldedPairs pairs={metadata.annotations} />,
    },
    { label: words.finalizers, value: metadata.finalizers?.join(", ") },
    { label: words.uid, value: metadata.uid && <Code>{metadata.uid}</Code> },
    { label: words.resourceVersion, value: metadata.resourceVersion && <Code>{metadata.resourceVersion}</Code> },
  ]
  return (
    <Card title={words.general}>
      <Facts facts={facts} />
    </Card>
  )
}

function Created({ since }: { readonly since: string | undefined | null }) {
  if (since === undefined || since === null) return null
  return (
    <>
      <Age ago since={since} /> <span className="text-faint">({new Date(since).toLocaleString()})</span>
    </>
  )
}

function hasMembers(pairs: Readonly<Record<string, string>> | undefined): boolean {
  return pairs !== undefined && Object.keys(pairs).length > 0
}
