import { createContext, type ReactNode, useMemo, useState } from "react"
import { useProvided } from "../../data/use-provided.ts"
import { CreateDialog } from "./create-dialog.tsx"
import { DeleteDialog } from "./delete-dialog.tsx"
import { LogsDialog } from "./logs-dialog.tsx"

/** The dialogs about clusters, to be opened from anywhere. */
export interface ClusterDialogs {
  create(): void
  /** Asks, and deletes. */
  remove(profile: string): void
  logs(profile: string): void
}

const ClusterDialogsContext = createContext<ClusterDialogs | undefined>(undefined)

type Opened =
  | { readonly dialog: "create" }
  | { readonly dialog: "delete"; readonly profile: string }
  | { readonly dialog: "logs"; readonly profile: string }

export function ClusterDialogsProvider({ children }: { readonly children: ReactNode }) {
  const [opened, setOpened] = useState<Opened>()
  const dialogs = useMemo<ClusterDialogs>(
    () => ({
      create: () => setOpened({ dialog: "create" }),
      remove: (profile) => setOpened({ dialog: "delete", profile }),
      logs: (profile) => setOpened({ dialog: "logs", profile }),
    }),
    [],
  )
  const close = () => setOpened(undefined)
  return (
    <ClusterDialogsContext value={dialogs}>
      {children}
      {opened?.dialog === "create" && <CreateDialog onClose={close} />}
      {opened?.dialog === "delete" && <DeleteDialog profile={opened.profile} onClose={close} />}
      {opened?.dialog === "logs" && <LogsDialog profile={opened.profile} onClose={close} />}
    </ClusterDialogsContext>
  )
}

export function useClusterDialogs(): ClusterDialogs {
  return useProvided(ClusterDialogsContext, "ClusterDialogsProvider")
}
