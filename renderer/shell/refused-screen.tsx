import { KeyRound } from "lucide-react"
import { commandLine } from "../../core/base/shell-words.ts"
import { CopyCommand } from "../design/copy-command.tsx"
import { EmptyState } from "../design/empty-state.tsx"
import { texts } from "../texts/texts.ts"

/** In the place of everything, when the host does not let this page in: how one gets an address that it does. */
export function RefusedScreen() {
  const { refused } = texts.shell
  return (
    <main className="h-full bg-canvas">
      <EmptyState
        icon={KeyRound}
        title={refused.title}
        detail={refused.detail}
        actions={<CopyCommand command={commandLine(["cove", "dashboard"])} className="w-52" />}
      />
    </main>
  )
}
