/** What tests ask main for, through functions that run there. */
import type { Shell } from "../support/shell.ts"
import type { Shown } from "../support/stand-in-electron/record-shell.ts"

/** The lines of the tray's menu: "web (running): Open, Pause, Stop". */
export function trayLines(shell: Shell): Promise<readonly string[]> {
  return shell.evaluate(() => {
    const { trayMenu } = (globalThis as unknown as { readonly shown: Shown }).shown
    const told = (menu: Electron.Menu | undefined) => (menu?.items ?? []).filter(({ type }) => type !== "separator")
    return told(trayMenu).map(({ label, submenu }) => {
      const inner = told(submenu).map((item) => item.label)
      return submenu ? `${label}: ${inner.join(", ")}` : label
    })
  })
}

export function clickTray(shell: Shell, cluster: string, action: string): Promise<void> {
  return shell.evaluate(
    (_electron, wanted) => {
      const { trayMenu } = (globalThis as unknown as { readonly shown: Shown }).shown
      const of = trayMenu?.items.find(({ label }) => label.startsWith(wanted.cluster))
      const item = of?.submenu?.items.find(({ label }) => label === wanted.action)
      if (item === undefined) throw new Error(`There is no ${wanted.action} of ${wanted.cluster}`)
      item.click()
    },
    { cluster, action },
  )
}

/** The titles of the notifications so far. */
export function notices(shell: Shell): Promise<readonly string[]> {
  return shell.evaluate(() =>
    (globalThis as unknown as { readonly shown: Shown }).shown.notices.map(({ title }) => title),
  )
}

export function clickNotice(shell: Shell, title: string): Promise<void> {
  return shell.evaluate((_electron, wanted) => {
    const { notices: shown } = (globalThis as unknown as { readonly shown: Shown }).shown
    shown.find((notice) => notice.title === wanted)?.emit("click", {} as never)
  }, title)
}

export function isFocused(shell: Shell): Promise<boolean | undefined> {
  return shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFocused())
}

export function hideWindow(shell: Shell): Promise<void> {
  return shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
}

/** The process that runs the host now; rejects while there is none but the ones given. */
export async function hostPid(shell: Shell, known: readonly number[]): Promise<number> {
  const processes = await shell.evaluate(({ app }) => app.getAppMetrics().map(({ name, pid }) => ({ name, pid })))
  const host = processes.find(({ name, pid }) => name === "Cove" && !known.includes(pid))
  if (host === undefined) throw new Error("There is no host")
  return host.pid
}

export async function quit(shell: Shell): Promise<number | null> {
  await shell.evaluate(({ app }) => app.quit())
  return shell.ended
}
