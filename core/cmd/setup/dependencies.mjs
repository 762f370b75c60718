import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs"
import { delimiter, dirname, join, relative, sep } from "node:path"
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
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === "" || entry.link) return true
    const there = found.packages[path]
    return there === undefined ? entry.optional === true && !isForThisMachine(entry) : there.version === entry.version
  })
}

/** Programs come as optional packages, one for each kind of machine. */
function isForThisMachine({ os, cpu, libc }) {
  if (os === undefined || cpu === undefined || (libc !== undefined && !libc.includes("glibc"))) return false
  return [os].flat().includes(process.platform) && [cpu].flat().includes(process.arch)
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
  const [nodejs, ...npm] = npmOnNewNodejs(root)
  run(nodejs, ["--no-deprecation", ...npm, "ci", ...quietly], root) // an old npm uses what a new Node.js advises against
}

const quietly = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]

/** npm leaves out packages for this machine that ask for a newer Node.js than the one it runs on. */
function npmOnNewNodejs(root) {
  const npm = process.env.npm_execpath ?? findNpm()
  if (Number.parseInt(process.versions.node, 10) >= 24) return [process.execPath, npm]
  const [name = ""] = (candidates()[0] ?? "").split(sep)
  const version = readJson(join(root, "package.json")).optionalDependencies[name]
  if (version === undefined) return [process.execPath, npm]
  const folder = join(root, "build", "nodejs")
  mkdirSync(folder, { recursive: true })
  const add = ["install", "--no-save", "--no-package-lock", "--prefix", folder, `${name}@${version}`]
  run(process.execPath, [npm, ...add, ...quietly], folder)
  return [join(folder, "node_modules", candidates()[0]), npm]
}

/** Beside the `npm` on the path, or beside Node.js on Windows. */
function findNpm() {
  const beside = join(dirname(process.execPath), "node_modules", "npm", "bin", "npm-cli.js")
  const folders = (process.env.PATH ?? "").split(delimiter)
  const found = folders
    .map((folder) => join(folder, "npm"))
    .find((path) => process.platform !== "win32" && existsSync(path))
  if (found !== undefined) return realpathSync(found)
  if (existsSync(beside)) return beside
  throw new SetupError("there is no npm", "Install it: apt-get install npm")
}

function run(command, args, folder) {
  const { status, error } = spawnSync(command, args, { cwd: folder, stdio: "inherit" })
  if (error !== undefined)
    throw new SetupError(`npm does not start: ${error.message}`, "Install npm: apt-get install npm")
  if (status !== 0) throw new SetupError("npm failed", "Its own message is above. Is the package registry reachable?")
}
