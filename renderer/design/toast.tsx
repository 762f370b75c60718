import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from "lucide-react"
import { Toast as Radix } from "radix-ui"
import { createContext, type ReactNode, useCallback, useRef, useState } from "react"
import { BridgeError } from "../../core/bridge/messages.ts"
import { useProvided } from "../data/use-provided.ts"
import { texts } from "../texts/texts.ts"
import { Button, IconButton } from "./button.tsx"

export interface ToastMessage {
  readonly tone?: "ok" | "info" | "warn" | "bad" | undefined
  readonly title: string
  readonly detail?: string | undefined
  /** One thing to do about it. */
  readonly action?: { readonly label: string; run(): void } | undefined
}

export interface Toaster {
  show(message: ToastMessage): void
  /** Shows what went wrong, with its advice: `.catch((error) => toaster.fail("Cannot stop web", error))`. */
  fail(title: string, error: unknown): void
}

/** Toasts that are seen at once; the oldest leaves. */
const toastsMax = 4
const plainMs = 5_000
const badMs = 12_000

const ToasterContext = createContext<Toaster | undefined>(undefined)

/** Tells of what happened elsewhere than where one looks. */
export function useToaster(): Toaster {
  return useProvided(ToasterContext, "ToastProvider")
}

/** Stands once around everything. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly (ToastMessage & { readonly id: number })[]>([])
  const nextId = useRef(1)
  const show = useCallback((message: ToastMessage) => {
    const id = nextId.current++
    setToasts((shown) => [...shown.slice(1 - toastsMax), { ...message, id }])
  }, [])
  const [toaster] = useState<Toaster>(() => ({
    show,
    fail: (title, error) => show({ tone: "bad", title, detail: detailOf(error) }),
  }))
  const drop = (id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id))
  return (
    <ToasterContext value={toaster}>
      <Radix.Provider swipeDirection="right" label={texts.common.notification}>
        {children}
        {toasts.map((toast) => (
          <Toast key={toast.id} {...toast} onGone={() => drop(toast.id)} />
        ))}
        <Radix.Viewport
          label={texts.common.notifications}
          className="fixed right-4 bottom-9 z-50 flex w-90 max-w-[calc(100vw-32px)] flex-col gap-2 outline-none"
        />
      </Radix.Provider>
    </ToasterContext>
  )
}

function Toast({ tone = "info", title, detail, action, onGone }: ToastMessage & { onGone(): void }) {
  const Icon = icons[tone]
  return (
    <Radix.Root
      type={tone === "bad" ? "foreground" : "background"}
      duration={tone === "bad" ? badMs : plainMs}
      onOpenChange={(open) => !open && onGone()}
      className="flex animate-slide gap-2.5 rounded-lg border border-line bg-raised py-2.5 pr-2 pl-3 shadow-float"
    >
      <Icon size={16} className={`mt-0.5 shrink-0 ${inks[tone]}`} aria-hidden />
      <div className="min-w-0 flex-1">
        <Radix.Title className="selectable font-medium break-words">{title}</Radix.Title>
        {detail !== undefined && detail !== "" && (
          <Radix.Description className="selectable max-h-40 overflow-auto text-sm break-words whitespace-pre-line text-muted">
            {detail}
          </Radix.Description>
        )}
        {action !== undefined && (
          <Radix.Action asChild altText={action.label}>
            <Button size="sm" className="mt-2" onClick={action.run}>
              {action.label}
            </Button>
          </Radix.Action>
        )}
      </div>
      <Radix.Close asChild>
        <IconButton icon={X} size="sm" label={texts.common.dismiss} tooltip="hidden" />
      </Radix.Close>
    </Radix.Root>
  )
}

function detailOf(error: unknown): string {
  if (error instanceof BridgeError) return [error.message, error.advice].filter((part) => part !== "").join("\n")
  return error instanceof Error ? error.message : String(error)
}

const icons = { ok: CircleCheck, info: Info, warn: TriangleAlert, bad: CircleAlert }
const inks = { ok: "text-ok-ink", info: "text-accent-ink", warn: "text-warn-ink", bad: "text-bad-ink" }
