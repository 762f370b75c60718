/** A program on a pseudo-terminal. */
export interface Pty {
  write(text: string): void
  resize(size: PtySize): void
  /** Holds its output back: the program waits when the terminal's own buffer is full. */
  pause(): void
  resume(): void
  /** Ends the program and what it started: HUP, as when a terminal's window is closed, and KILL soon after. */
  kill(): void
}

export interface PtySize {
  readonly columns: number
  readonly rows: number
}

/** What is run, and who hears of it. */
export interface PtyProgram extends PtySize {
  readonly command: readonly [string, ...string[]]
  readonly environment: Readonly<Record<string, string>>
  /** Where it begins. */
  readonly folder: string
  /** Whole characters, never a part of one. */
  onOutput(text: string): void
  /** Called once, after the last output. */
  onExit(exitCode: number): void
}

/** Starts a program. Rejects when it cannot be, or when this machine has no pseudo-terminals for us. */
export type OpenPty = (program: PtyProgram) => Promise<Pty>
