import type { FromHost, FromScreens } from "./messages.ts"

/**
 * A two-way line between screens and host that keeps the order: Electron's IPC, a WebSocket, or memory in tests. Each
 * end sends what the other receives.
 */
export interface Line<Sent, Received> {
  /** After the end it does nothing. */
  send(message: Sent): void
  /** There is one listener; it is set before anything can arrive. */
  onMessage(listener: (message: Received) => void): void
  /** Called once, when the other end is gone. */
  onClose(listener: () => void): void
  close(): void
}

export type ScreensLine = Line<FromScreens, FromHost>
export type HostLine = Line<FromHost, FromScreens>
