import { spawnSync } from "node:child_process"
import { existsSync, readFileSync, rmSync, symlinkSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { SetupError } from "./error.mjs"

/** Installs the npm packages when those there are not the ones of package-lock.json. Returns the path of the project's Node. */
export function installDependencies(root) {
  if (!fits(root)) install(root)
  const modules = join(root, "node_modules")
  const nodejs = candidates()
    .map((path) => join(modules, path))
    .find((path) => existsSync(path))
  if (nodejs === undefined) {
    throw new SetupError(
      `no Node 24 came with the packages for ${process.platform} on ${process.arch}`,
      "Install Node 24 or newer (https://nodejs.org) and put it first on the PATH.",
    )
  }
  linkNodejs(join(modules, ".bin", "node"), nodejs)
  return nodejs
}

/** Node.js itself as a package, under the names that it has for this machine. */
function candidates() {
  const system = { win32: "win" }[process.platform] ?? process.platform
  const program = process.platform === "win32" ? "node.exe" : "node"
  return [`node-${system}-${process.arch}`, `node-bin-${system}-${process.arch}`].map((name) =>
    join(name, "bin", program),
  )
}

/** Where scripts look first. Old npm leaves it out: it cleans up after the packages for other systems, which have the same link. */
function linkNodejs(link, nodejs) {
  if (process.platform === "win32" || existsSync(link)) return
  rmSync(link, { force: true }) // one that leads nowhere
  symlinkSync(relative(dirname(link), nodejs), link)
}

/** npm writes what it installed, once all of it is there, to node_modules/.package-lock.json. */
function fits(root) {
  const wanted = readJson(join(root, "package-lock.json"))
  const found = readJson(join(root, "node_modules", ".package-lock.json"))
  if (wanted === undefined || found === undefined) return false
  return Object.entries(wanted.packages).every(([path, { version, optional, link }]) => {
    if (path === "" || link) return true
    const there = found.packages[path]
    return there === undefined ? optional === true : there.version === version
  })
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"))
  } catch {
    return undefined
  }
}

function install(root) {
  console.log("Installing the npm packages of package-lock.json (once, about half a minute) ...")
  const command = process.platform === "win32" ? "npm.cmd" : "npm"
  const { status, error } = spawnSync(
    command,
    ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
    {
      cwd: root,
      stdio: "inherit",
      shell: process.platform === "win32",
    },
  )
  if (error !== undefined)
    throw new SetupError(`npm does not start: ${error.message}`, "Install npm: apt-get install npm")
  if (status !== 0)
    throw new SetupError("npm ci failed", "Its own message is above. Is the package registry reachable?")
}
