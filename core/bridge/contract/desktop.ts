import { z } from "zod"
import { call, stream } from "../method.ts"

/** As the host also reads them from their file. */
export const settings = z.object({
  theme: z.enum(["system", "light", "dark"]),
  /** What a new cluster begins with. */
  driver: z.string(),
  nodes: z.number().int().min(1).max(50),
  cpus: z.number().min(0.1),
  memoryMiB: z.number().int().min(1024),
  /** Empty: KUBECONFIG, or ~/.kube/config. */
  kubeconfig: z.string(),
  /** Handed to what downloads packages; empty: none. */
  proxy: z.object({ http: z.string(), https: z.string(), noProxy: z.string() }),
  startAtLogin: z.boolean(),
  notifications: z.boolean(),
  /** The shell of the terminal; empty: the person's own. */
  shell: z.string(),
})

export type Settings = z.infer<typeof settings>

/** The app itself. */
export const desktopMethods = {
  "desktop.about": call(z.void())<About>(),
  "settings.watch": stream(z.void())<Settings>(),
  /** Changes what is named; answers all. */
  "settings.change": call(settings.partial())<Settings>(),
  /** Back to the defaults. Clusters stay. */
  "settings.reset": call(z.void())<Settings>(),
  /** Gathers what helps to see what is wrong (no secrets in it) into one archive, and answers where it is. */
  "diagnostics.collect": call(z.void())<{ readonly file: string; readonly bytes: number }>(),
  /** Opens an http or https address in the person's browser, where there is a desktop to do so. */
  "desktop.openLink": call(z.object({ url: z.url({ protocol: /^https?$/ }) }))<void>(),
  /** Shows a file of ours in the file manager, where there is one. */
  "desktop.showFile": call(z.object({ file: z.string() }))<void>(),
}

export interface About {
  readonly version: string
  readonly kubernetesVersion: string
  readonly nodejsVersion: string
  /** "linux", "darwin", "win32". */
  readonly platform: string
  /** "window": in the app. "browser": the same screens, served. */
  readonly shell: "window" | "browser"
  readonly home: string
  readonly kubeconfig: string
  /** Whether there is a desktop to open links and files on. */
  readonly desktop: boolean
}
