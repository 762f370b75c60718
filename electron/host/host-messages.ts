import type { FromHost, FromScreens } from "../../core/bridge/messages.ts"

/** What main says to the process of the host. `line` names one of the lines that run side by side. */
export type ToHost =
  | { readonly type: "open"; readonly line: number }
  | { readonly type: "message"; readonly line: number; readonly message: FromScreens }
  | { readonly type: "close"; readonly line: number }
  /** Close what is open, and go. */
  | { readonly type: "end" }

/** What the process of the host says to main. */
export type FromHostProcess =
  /** It listens. */
  | { readonly type: "ready" }
  | { readonly type: "message"; readonly line: number; readonly message: FromHost }
  | { readonly type: "close"; readonly line: number }
