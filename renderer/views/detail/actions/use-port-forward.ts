import { useState } from "react"
import type { Input } from "../../../../core/bridge/contract.ts"
import { useBridge } from "../../../data/bridge-context.ts"
import { useToaster } from "../../../design/toast.tsx"
import { navigate } from "../../../shell/use-route.ts"
import { texts } from "../../../texts/texts.ts"

export type ForwardWish = Omit<Input<"forwards.open">, "profile" | "localPort"> & { readonly localPort?: number }

/** Opens a port of this machine to one in the cluster, and tells which. */
export function usePortForward(profile: string): { forward(wish: ForwardWish): void; readonly busy: boolean } {
  const bridge = useBridge()
  const toaster = useToaster()
  const [busy, setBusy] = useState(false)
  async function open(wish: ForwardWish): Promise<void> {
    setBusy(true)
    try {
      const { localPort, name, port } = await bridge.call("forwards.open", { localPort: 0, ...wish, profile })
      const title = texts.detail.forward.opened(localPort, name, port)
      const action = { label: texts.detail.forward.show, run: () => navigate({ screen: "forwards", profile }) }
      toaster.show({ tone: "ok", title, action })
    } catch (error) {
      toaster.fail(texts.detail.forward.failed(wish.name), error)
    } finally {
      setBusy(false)
    }
  }
  return { busy, forward: (wish) => void open(wish) }
}
