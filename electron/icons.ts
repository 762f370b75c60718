/** `node electron/icons.ts`: draws the icons of every system from the SVG files, in a Chromium. What it writes is committed. */
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { chromium } from "playwright-core"
import { icnsOf, icoOf, type Picture } from "./packaging/icon-files.ts"

const folder = join(import.meta.dirname, "../resources/icons")
const executablePath = process.env["COVE_CHROMIUM"] ?? "/usr/bin/chromium"
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] })

async function draw(name: string, size: number): Promise<Picture> {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  const image = readFileSync(join(folder, name), "utf8").replace("<svg ", `<svg width="${size}" height="${size}" `)
  await page.setContent(`<body style="margin:0;line-height:0">${image}</body>`)
  const png = await page.screenshot({ omitBackground: true })
  await page.close()
  return { size, png }
}

const pictures = await Promise.all([16, 24, 32, 48, 64, 128, 256, 512].map((size) => draw("cove.svg", size)))
for (const { size, png } of pictures) writeFileSync(join(folder, `${size}x${size}.png`), png)
writeFileSync(join(folder, "icon.ico"), icoOf(pictures.filter(({ size }) => size <= 256)))
writeFileSync(join(folder, "icon.icns"), icnsOf(pictures))
for (const [file, source, size] of [
  ["tray.png", "cove.svg", 22],
  ["tray@2x.png", "cove.svg", 44],
  ["trayTemplate.png", "tray.svg", 18],
  ["trayTemplate@2x.png", "tray.svg", 36],
] as const) {
  writeFileSync(join(folder, file), (await draw(source, size)).png)
}
await browser.close()
