import type { OpenPty, Pty, PtyProgram, PtySize } from "../pty.ts"

/** A program that does what a test says. */
export class FakePty implements Pty {
  readonly program: PtyProgram
  readonly written: string[] = []
  readonly sizes: PtySize[] = []
  isPaused = false
  isKilled = false

  constructor(program: PtyProgram) {
    this.program = program
  }

  write(text: string): void {
    this.written.push(text)
  }

  resize(size: PtySize): void {
    this.sizes.push(size)
  }

  pause(): void {
    this.isPaused = true
  }

  resume(): void {
    this.isPaused = false
  }

  kill(): void {
    this.isKilled = true
    this.program.onExit(129)
  }
}

/** Opens fakes, and keeps them in `opened`. */
export function newFakePtys(): { readonly opened: FakePty[]; readonly open: OpenPty } {
  const opened: FakePty[] = []
  const open: OpenPty = async (program) => {
    const pty = new FakePty(program)
    opened.push(pty)
    return pty
  }
  return { opened, open }
}
