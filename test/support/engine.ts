import { spawn } from "node:child_process"
import { existsSync, mkdirSync, openSync, readFileSync } from "node:fs"
import { connect } from "node:net"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { onTrueRoot } from "../../core/host/true-root.ts"
import { home } from "./cove.ts"

const socket = "/var/run/docker.sock"

/** A Docker engine for the tests: the one that runs, or one that is started for them and stopped with them. */
export async function ensureEngine(): Promise<AsyncDisposable> {
  if (process.env["DOCKER_HOST"] !== undefined || (await answers())) return { async [Symbol.asyncDispose]() {} }
  mkdirSync(home, { recursive: true })
  const logFile = join(home, "dockerd.log")
  const log = openSync(logFile, "w")
  console.log(`Starting a Docker engine for the tests (its log: ${logFile})`)
  const [command, args] = await onTrueRoot("dockerd", [])
  const child = spawn(command, args, { stdio: ["ignore", log, log], detached: true })
  const ended = new Promise<void>((resolve) => child.on("close", () => resolve()).on("error", () => resolve()))
  for (let tries = 0; !(await answers()); tries++) {
    if (tries === triesMax || child.exitCode !== null) {
      throw new Error(
        `The Docker engine does not start:\n${readFileSync(logFile, "utf8").trim().split("\n").slice(-5).join("\n")}`,
      )
    }
    await sleep(100)
  }
  return {
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM")
      await ended
    },
  }
}

/** 20 s. */
const triesMax = 200

function answers(): Promise<boolean> {
  if (!existsSync(socket)) return Promise.resolve(false)
  return new Promise((resolve) => {
    const connection = connect(socket)
    connection.on("connect", () => {
      connection.destroy()
      resolve(true)
    })
    connection.on("error", () => resolve(false))
  })
}
