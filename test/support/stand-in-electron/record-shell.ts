/** What the shell put where no test can see it by itself: kept aside in main, for `evaluate` to look at. */
export interface Shown {
  trayMenu: Electron.Menu | undefined
  readonly notices: Electron.Notification[]
}

/** Has Electron, or its stand-in, keep aside the tray's menu and the notifications that it shows. */
export function recordShell(electron: typeof Electron.CrossProcessExports): void {
  const shown: Shown = { trayMenu: undefined, notices: [] }
  Object.defineProperty(globalThis, "shown", { value: shown })
  const { Tray, Notification } = electron
  const setContextMenu = Tray.prototype.setContextMenu
  Tray.prototype.setContextMenu = function (menu) {
    shown.trayMenu = menu ?? undefined
    setContextMenu.call(this, menu)
  }
  const show = Notification.prototype.show
  Notification.prototype.show = function () {
    shown.notices.push(this)
    show.call(this)
  }
}
