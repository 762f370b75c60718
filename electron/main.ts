/** The app's main process: the list of its parts, each handed what it needs. */
import { join } from "node:path"
import { app, ipcMain, nativeTheme, protocol, session, shell } from "electron"
import { describeError, formatLogRecord, newLog } from "../core/base/log.ts"
import type { Settings } from "../core/bridge/contract/desktop.ts"
import { BridgeClient } from "../core/bridge/screens.ts"
import { systemClock as clock } from "../core/host/clock.ts"
import { relayBridge } from "./bridge/relay.ts"
import { forkHost } from "./host/fork-host.ts"
import { HostProcess } from "./host/host-process.ts"
import { watchHost } from "./host/watch-host.ts"
import { confirmQuit } from "./lifecycle/confirm-quit.ts"
import { nameApp } from "./lifecycle/name-app.ts"
import { quitInOrder } from "./lifecycle/quit-in-order.ts"
import { holdSingleInstance } from "./lifecycle/single-instance.ts"
import { routeIn } from "./links/deep-links.ts"
import { hiddenFlag, loginOptionsOf, setStartAtLogin } from "./login/start-at-login.ts"
import { setMenu } from "./menu/menu.ts"
import { newsOfClusters, newsOfOperations } from "./notices/news.ts"
import { notify } from "./notices/notify.ts"
import { registerScreensScheme, serveScreens } from "./screens/serve-screens.ts"
import { applySettings } from "./settings/apply-settings.ts"
import { texts } from "./texts.ts"
import { showTray } from "./tray/tray.ts"
import type { TrayAction } from "./tray/tray-menu.ts"
import { watchForUpdates } from "./updates/watch-for-updates.ts"
import { fortify, isFromScreens } from "./window/fortify.ts"
import { MainWindow } from "./window/main-window.ts"

const { platform, argv } = process
const project = join(import.meta.dirname, "../..")
const icons = join(project, "resources/icons")
const log = newLog((record) => process.stderr.write(`${formatLogRecord(record, clock.now())}\n`))

nameApp(app, platform)
const window = new MainWindow({
  preload: join(import.meta.dirname, "preload.cjs"),
  icon: join(icons, "256x256.png"),
  clock,
  platform,
  stateFile: join(app.getPath("userData"), "window.json"),
})
const open = (route?: string) => void app.whenReady().then(() => window.show(route))
const openLink = (url: string) =>
  void shell.openExternal(url).catch((error) => log.warn("No link was opened", { error }))

registerScreensScheme(protocol)
app.enableSandbox()
if (holdSingleInstance({ app, open })) app.whenReady().then(start)

function start(): void {
  const root = app.isPackaged ? join(process.resourcesPath, "cove") : project
  const host = new HostProcess({ clock, log, fork: () => forkHost({ folder: import.meta.dirname, root }) })
  const bridge = new BridgeClient({ clock, dial: () => host.dial() })
  let settings: Settings | undefined
  let underWay: readonly string[] = []
  const notices = {
    attended: () => window.attended,
    wanted: () => settings?.notifications ?? false,
    open,
  }
  const run = (action: TrayAction, profile: string) => {
    bridge.call("operations.run", { action, profile }).catch((error: unknown) => {
      notify([{ title: texts.notices.refused(profile), body: describeError(error), route: "#/clusters" }], notices)
    })
  }

  serveScreens(protocol, join(project, "dist/renderer"))
  fortify({ app, session: session.defaultSession, openLink, log })
  relayBridge({ ipcMain, dial: () => host.dial(), isOurs: (event) => isFromScreens(event, window.page), log })
  quitInOrder({ app, window, host, underWay: () => underWay, confirm: confirmQuit })
  watchForUpdates(undefined, { clock, log })
  const showInMenu = setMenu({ platform, development: !app.isPackaged, go: open, press: (keys) => window.press(keys) })
  const showInTray = showTray(icons, platform, { open, run, quit: () => app.quit() })
  const login = loginOptionsOf(app, project)
  const apply = applySettings({ nativeTheme, setStartAtLogin: (wanted) => setStartAtLogin(wanted, login) })
  watchHost(
    { bridge, clock, log },
    {
      clusters: (now, before) => {
        showInTray(now)
        showInMenu(now.map(({ name }) => name))
        app.setBadgeCount(now.filter(({ state }) => state === "unreachable" || state === "broken").length)
        notify(newsOfClusters(before, now), notices)
      },
      operations: (now, before) => {
        underWay = now.filter(({ state }) => state === "running").map(({ command }) => command)
        notify(newsOfOperations(before, now), notices)
      },
      settings: (now) => {
        settings = now
        apply(now)
      },
      lost: () => showInTray(undefined),
    },
  )
  if (!argv.includes(hiddenFlag)) window.show(routeIn(argv))
}
