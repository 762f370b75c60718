import { Blocks } from "lucide-react"
import { useAddons } from "../../data/use-addons.ts"
import { EmptyState } from "../../design/empty-state.tsx"
import { ErrorState } from "../../design/error-state.tsx"
import { SkeletonRows } from "../../design/skeleton.tsx"
import { texts } from "../../texts/texts.ts"
import { AddonCard } from "./addon-card.tsx"

/** What a cluster runs beyond Kubernetes itself, and how that is. */
export function AddonsScreen({ profile }: { readonly profile: string }) {
  const { value: addons, error, again } = useAddons()
  if (addons === undefined && error !== undefined)
    return <ErrorState title={texts.addons.failed} message={error.message} advice={error.advice} onRetry={again} />
  if (addons === undefined) return <SkeletonRows label={texts.common.loading} />
  if (addons.length === 0) return <EmptyState icon={Blocks} title={texts.addons.none} />
  return (
    <div className="mx-auto flex max-w-220 flex-col gap-5 p-6">
      <header>
        <h2 className="text-xl font-semibold">{texts.addons.title}</h2>
        <p className="text-muted">{texts.addons.subtitle}</p>
      </header>
      <ul className="flex flex-col gap-3">
        {addons.map((addon) => (
          <li key={addon.name}>
            <AddonCard profile={profile} addon={addon} />
          </li>
        ))}
      </ul>
    </div>
  )
}
