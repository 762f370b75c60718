import { spawnSync } from "node:child_process"
import { existsSync, readdirSync } from "node:fs"
import { delimiter, join } from "node:path"
import { createInterface } from "node:readline"
import { SetupError } from "./error.mjs"

const debianDownload = [
  { command: "apt-get", package: "apt", why: "downloads the Debian packages that a node is made of" },
  { command: "dpkg-deb", package: "dpkg", why: "unpacks them" },
]

const native = [
  { command: "runc", package: "runc", why: "runs a node where there is no container engine" },
  { command: "ip", package: "iproute2", why: "connects nodes to a network of their own" },
  { command: "nft", package: "nftables", why: "lets nodes reach the network outside" },
]

const testing = [
  { command: "dockerd", package: "docker.io", why: "the tests run nodes with an engine and without" },
  { command: "iptables", package: "iptables", why: "the engine needs it" },
  { command: "openssl", package: "openssl", why: "a test signs a user's certificate with it" },
  { command: "chromium", package: "chromium", why: "the screens are tested in a real browser" },
]

/** Installs the programs that PURPOSE needs and the machine lacks. Asks first on a terminal, never elsewhere. */
export async function installPrograms(purpose) {
  const missing = needed(purpose).filter(({ command }) => !isThere(command))
  if (missing.length === 0) return
  console.log("Missing on this machine:")
  for (const { package: name, why } of missing) console.log(`  ${name.padEnd(12)} ${why}`)
  const packages = missing.map((program) => program.package)
  const command = `apt-get install -y --no-install-recommends ${packages.join(" ")}`
  if (!isThere("apt-get"))
    throw new SetupError(`this system has no apt-get to install ${packages.join(", ")}`, elsewhere(packages))
  if (process.getuid?.() !== 0)
    throw new SetupError("only root may install packages", `Run this, then try again:\n\n  sudo ${command}`)
  if (!(await agreed(command)))
    throw new SetupError("the packages are not installed", `Install them with:\n\n  ${command}`)
  install(packages, command)
}

function needed(purpose) {
  if (process.platform !== "linux") return []
  if (purpose === "start") return engineThere() ? debianDownload : [...debianDownload, ...native]
  if (purpose === "test") return [...debianDownload, ...native, ...testing]
  return []
}

/** An engine that is told of by DOCKER_HOST or has its socket where Docker puts it. Whether it answers is the driver's to find out. */
function engineThere() {
  return process.env.DOCKER_HOST !== undefined || existsSync("/var/run/docker.sock")
}

function isThere(command) {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"]
  return folders.some((folder) => folder !== "" && existsSync(join(folder, command)))
}

function install(packages, command) {
  const listsEmpty = !readdirSync("/var/lib/apt/lists").some((name) => name.includes("Packages"))
  if (listsEmpty) aptGet(["update", "-qq"])
  const args = ["install", "-y", "-qq", "--no-install-recommends", ...packages]
  console.log(`Running ${command} ...`)
  if (aptGet(args) === 0) return
  aptGet(["update", "-qq"])
  if (aptGet(args) !== 0) throw new SetupError(`"${command}" failed`, "The message is above.")
}

function aptGet(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" }
  const options = ["-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0"]
  return spawnSync("apt-get", [...options, ...args], { stdio: ["ignore", "ignore", "inherit"], env }).status
}

async function agreed(command) {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return true
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await new Promise((resolve) => terminal.question(`Run "${command}" now? [Y/n] `, resolve))
  terminal.close()
  return !/^n/i.test(String(answer).trim())
}

function elsewhere(packages) {
  return [
    "Cove makes its nodes from Debian packages. On another system, either",
    "  - install a container engine (Docker Engine, Docker Desktop, Colima ...) and start it, or",
    `  - install ${packages.join(", ")} with your own package manager.`,
  ].join("\n")
}
