import { quoteWord } from "../../../../core/base/shell-words.ts"
import { useClusterAccess } from "../../../data/cluster-data.tsx"
import { Button } from "../../../design/button.tsx"
import { CopyCommand } from "../../../design/copy-command.tsx"
import { Dialog } from "../../../design/dialog.tsx"
import { texts } from "../../../texts/texts.ts"
import { nameOf, type ObjectViewProps } from "../parts/object-view.ts"
import { DiffView } from "./diff-view.tsx"
import { fieldManager } from "./field-manager.ts"
import type { Review } from "./use-manifest-edit.ts"

const words = texts.detail.yaml

export interface ReviewDialogProps extends Pick<ObjectViewProps, "resource" | "object"> {
  readonly review: Review
  readonly busy: boolean
  onClose(): void
  onApply(): void
}

/** What the API server would make of the edits, beside what it has now. */
export function ReviewDialog({ object, review, busy, onClose, onApply }: ReviewDialogProps) {
  const { kubectl } = useClusterAccess()
  const isSame = review.before === review.after
  const file = quoteWord(`${nameOf(object)}.yaml`)
  const command =
    review.method === "replace"
      ? `${kubectl} replace -f ${file}`
      : `${kubectl} apply --server-side --field-manager=${fieldManager}${review.force ? " --force-conflicts" : ""} -f ${file}`
  return (
    <Dialog
      open
      onClose={onClose}
      size="xl"
      padding="flush"
      title={words.reviewTitle}
      description={isSame ? words.noChange : words.reviewDetail}
      footnote={<CopyCommand command={command} />}
      footer={
        <>
          <Button onClick={onClose}>{texts.common.cancel}</Button>
          <Button variant={review.force ? "danger" : "primary"} disabled={isSame} busy={busy} onClick={onApply}>
            {words.apply}
          </Button>
        </>
      }
    >
      <div className="flex h-[56vh] flex-col">
        <DiffView
          before={{ label: words.liveSide, text: review.before }}
          after={{ label: words.mineSide, text: review.after }}
        />
      </div>
    </Dialog>
  )
}
