/** What shows the screens. */
export interface Dashboard {
  /** Builds the screens when they are older than their sources. */
  prepare(signal: AbortSignal): Promise<void>
  /** Serves them from this process, until the signal aborts. */
  serve(options: ServeOptions): Promise<{ readonly url: string; readonly ended: Promise<void> }>
  /** The address of the server in the background; starts it when none answers. */
  background(signal: AbortSignal): Promise<string>
  /** Ends the server in the background, if there is one, and waits until it is gone. */
  endBackground(): Promise<void>
  /** Opens the app's own window and does not wait for its end. Left out where it cannot. */
  openWindow?(): Promise<void>
  /** Opens an address in the person's browser; left out where there is no desktop. */
  openLink?(url: string): Promise<void>
}

/** How screens are served from this process. */
export interface ServeOptions {
  /** 0 takes a free one. */
  readonly port: number
  readonly signal: AbortSignal
  /** Told when the screens have to be built first. */
  onBuild?(): void
}
