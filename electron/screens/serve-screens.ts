import type { Protocol } from "electron"
import { commonHeaders } from "../../core/desktop/server/headers.ts"
import { ScreenFiles } from "../../core/desktop/server/screen-files.ts"

/** The scheme of our own that the screens are loaded by. */
const screensScheme = "cove-app"

/** Where the screens come from, as the origin of their page. */
export const screensOrigin = `${screensScheme}://screens`

export const screensAddress = `${screensOrigin}/index.html`

/** Makes pages of the scheme like those of https: with an origin of their own, storage, and the policy kept. Before the app is ready. */
export function registerScreensScheme(protocol: Pick<Protocol, "registerSchemesAsPrivileged">): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: screensScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Answers the scheme with the files of the built screens, and with nothing else. */
export function serveScreens(protocol: Pick<Protocol, "handle">, folder: string): void {
  const files = new ScreenFiles(folder)
  protocol.handle(screensScheme, async ({ url, method }) => {
    const { host, pathname } = new URL(url)
    const file = host === "screens" && method === "GET" ? await readFile(files, pathname) : undefined
    if (file === undefined) return new Response("Not found", { status: 404, headers: screensHeaders })
    return new Response(new Uint8Array(file.bytes), {
      headers: { ...screensHeaders, "content-type": file.type, "cache-control": "no-cache" },
    })
  })
}

/** The window's page talks to the host over its line alone. */
const screensHeaders = commonHeaders(undefined)

/** A path that cannot be decoded, or whose file is not there, is not found. */
async function readFile(files: ScreenFiles, pathname: string) {
  try {
    return await files.read(pathname)
  } catch {
    return undefined
  }
}
