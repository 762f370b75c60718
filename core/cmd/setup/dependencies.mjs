import { spawnSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { SetupError } from "./error.mjs"

/** Installs the npm packages when those there are not the ones of package-lock.json. Returns the path of the project's Node. */
export function installDependencies(root) {
  if (!fits(root)) install(root)
  const nodejs = join(root, "node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node")
  if (!existsSync(nodejs)) {
    throw new SetupError(
      `no Node 24 came with the packages for ${process.platform} on ${process.arch}`,
      "Install Node 24 or newer (https://nodejs.org) and put it first on the PATH.",
    )
  }
  return nodejs
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
