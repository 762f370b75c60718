import { lstat, mkdir, readFile, stat, symlink, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { eventually } from "../support/eventually.ts"
import { type OwnHome, ownHome } from "../support/own-home.ts"
import { drivers } from "../support/test-cluster.ts"

/** One driver is enough: what is looked at is above it. */
const driver = drivers.includes("native") ? "native" : (drivers[0] ?? "auto")
const profile = "words"

let home: OwnHome
beforeAll(async () => {
  home = await ownHome("command-line")
})
afterAll(() => home?.remove())

describe("a wrong command line", () => {
  const wrong: readonly (readonly [args: string, code: number, says: RegExp])[] = [
    ["strt", 14, /unknown command 'strt'\n\(Did you mean start\?\)/],
    ["start --nodez 2", 14, /unknown option '--nodez'\n\(Did you mean --nodes\?\)/],
    ["start too much", 14, /too many arguments/],
    ["start -p My_Cluster", 14, /cannot be the name of a profile/],
    ["delete -p ..", 14, /cannot be the name of a profile/],
    ["start --cpus 9999", 29, /does not fit this machine/],
    ["start --memory 12", 23, /does not fit/],
    ["start --nodes 51", 14, /1 to 50 nodes/],
    ["start --subnet banana", 14, /no IPv4 subnet/],
    ["start --subnet 10.77.0.9/24", 14, /--subnet=10\.77\.0\.0\/24/],
    ["start --subnet 10.77.0.0/26", 14, /too small/],
    ["start --subnet 10.96.7.0/24", 14, /where services are/],
    ["start --apiserver-port 30001", 14, /cannot have port 30001/],
    ["start --kubernetes-version v1.20.0", 106, /runs Kubernetes v1\.36/],
    ["start --driver podman", 69, /no driver "podman"/],
    ["status -p nobody", 85, /no cluster "nobody"/],
    ["status -o xml", 14, /Allowed choices are text, json/],
    ["image ls --format xml", 14, /Allowed choices/],
  ]
  for (const [args, code, says] of wrong) {
    it(`"${args}" ends with ${code}, and nothing is made`, async () => {
      const ended = await home.cove(args.split(" "))
      expect(ended.stderr).toMatch(says)
      expect(ended.code).toBe(code)
      expect((await home.cove(["profile", "list", "-o", "json"])).stdout).toBe('{"invalid":[],"valid":[]}\n')
    })
  }
})

describe("a subnet that this machine has already", () => {
  it("is refused, as an event where those are wanted", async () => {
    const { code, stdout } = await home.cove([
      "start",
      "-p",
      profile,
      "--driver",
      driver,
      "--subnet",
      "127.0.0.0/8",
      "-o",
      "json",
    ])
    expect(code).toBe(69)
    const events = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
    expect(events[0]).toMatchObject({
      specversion: "1.0",
      type: "io.k8s.sigs.minikube.step",
      data: { currentstep: "0", totalsteps: "7", name: "Choosing a driver" },
    })
    expect(events.at(-1)).toMatchObject({ type: "io.k8s.sigs.minikube.error", data: { exitcode: "69" } })
    expect(events.at(-1).data.message).toContain("127.0.0.0/8 is in use")
    expect(await home.cove(["delete", "-p", profile])).toMatchObject({ code: 0 })
  })
})

describe("a kubeconfig of other people's", () => {
  const others = (name: string) => `# mine
apiVersion: v1
kind: Config
clusters:
  - name: ${name} # work
    cluster: { server: "https://work", certificate-authority: /x }
contexts:
  - { name: ${name}, context: { cluster: ${name}, user: me } }
users: []
current-context: ${name}
`
  const start = ["start", "-p", profile, "--driver", driver, "--wait=none"]

  it("keeps an entry that has the cluster's name", async () => {
    await writeFile(home.kubeconfig, others(profile))
    expect(await home.cove(start)).toMatchObject({ code: 30 })
    expect(await home.cove(["delete", "-p", profile])).toMatchObject({ code: 0 })
    expect(await readFile(home.kubeconfig, "utf8")).toBe(others(profile))
  })

  it("is not touched when it cannot be read", async () => {
    await writeFile(home.kubeconfig, "clusters: [")
    const { code, stderr } = await home.cove(start)
    expect({ code, stderr }).toMatchObject({ code: 30, stderr: expect.stringContaining("is no kubeconfig") })
    expect(await readFile(home.kubeconfig, "utf8")).toBe("clusters: [")
  })

  it("stays a link, and is as before after start and delete", async () => {
    const real = join(home.folder, "real")
    const link = join(home.folder, "link")
    await writeFile(real, others("work"), { mode: 0o640 })
    await symlink(real, link)
    const env = { KUBECONFIG: `/nowhere/config:${link}` }
    expect(await home.cove(start, { env })).toMatchObject({ code: 0 })
    const text = await readFile(real, "utf8")
    expect(text).toContain("# work")
    expect(text).toContain(`current-context: ${profile}`)
    expect(await home.cove(["delete", "-p", profile], { env })).toMatchObject({ code: 0 })
    expect(await readFile(real, "utf8")).toBe(others("work"))
    expect((await lstat(link)).isSymbolicLink()).toBe(true)
    expect((await stat(real)).mode & 0o777).toBe(0o640)
    await writeFile(home.kubeconfig, "")
  })
})

describe("a cluster", () => {
  beforeAll(async () => {
    expect(await home.cove(["start", "-p", profile, "--driver", driver])).toMatchObject({ code: 0 })
  })

  const on = (...args: readonly string[]) => home.cove([args[0] ?? "", "-p", profile, ...args.slice(1)])

  it("keeps its keys to its owner", async () => {
    for (const name of ["admin.key", "sa.key", "apiserver.key"])
      expect((await stat(join(home.folder, "profiles", profile, "pki", name))).mode & 0o777).toBe(0o600)
    expect((await stat(join(home.folder, "ca.key"))).mode & 0o777).toBe(0o600)
  })

  it("says what of a start it cannot follow any more", async () => {
    const { code, stdout } = await on("start", "--cpus", "1", "--memory", "1500")
    expect(code).toBe(0)
    expect(stdout).toMatch(/! Cluster "words" keeps \d+ CPUs: to give it 1, delete it and start it anew/)
    expect(stdout).toMatch(/! Cluster "words" keeps \d+ MiB of memory: to give it 1500/)
  })

  it("passes exit codes through ssh, and knows its nodes", async () => {
    expect(await on("ssh", "--", "exit 7")).toMatchObject({ code: 7 })
    expect(await on("ssh", "-n", "nobody")).toMatchObject({ code: 80 })
    expect(await on("status", "-n", "nobody")).toMatchObject({ code: 80 })
  })

  it("refuses what is no image", async () => {
    const garbage = join(home.folder, "garbage")
    await writeFile(garbage, "x".repeat(10_000))
    await mkdir(join(home.folder, "folder"))
    for (const [what, says] of [
      [garbage, /Cannot load/],
      [join(home.folder, "folder"), /is no file/],
      ["./missing.tar", /no file/],
    ] as const) {
      const { code, stderr } = await home.cove(["image", "load", "-p", profile, what])
      expect(stderr).toMatch(says)
      expect(code).toBe(80)
    }
  })

  it("tells its state when its API server is down", async () => {
    const folder = "/etc/kubernetes/manifests"
    await on("ssh", "--", `mv ${folder}/kube-apiserver.yaml /root/`)
    await eventually(async () => {
      const { code, stdout } = await on("status", "-o", "json")
      expect(JSON.parse(stdout)).toMatchObject({ Host: "Running", Kubelet: "Running", APIServer: "Stopped" })
      expect(code).toBe(2)
    })
    await on("ssh", "--", `mv /root/kube-apiserver.yaml ${folder}/`)
    expect(await on("start")).toMatchObject({ code: 0 })
  })

  it("gets another node, and both know each other by name", async () => {
    expect(await on("start", "--nodes", "2")).toMatchObject({ code: 0 })
    for (const node of ["words", "words-m02"]) {
      const { stdout } = await on("ssh", "-n", node, "--", "cat /etc/hosts")
      for (const name of ["words", "words-m02"]) expect(stdout).toMatch(new RegExp(`^192\\S+\\s+${name}$`, "m"))
    }
  })

  it("is described when its profile or the authority is damaged, and nothing is written over", async () => {
    const file = join(home.folder, "profiles", profile, "profile.json")
    const before = await readFile(file, "utf8")
    await writeFile(file, before.slice(0, 40))
    for (const command of ["status", "start", "stop", "ip"]) expect(await on(command)).toMatchObject({ code: 30 })
    expect((await home.cove(["profile", "list"])).stdout).toContain("words: cannot be read")
    await writeFile(file, before)
    expect(await on("stop")).toMatchObject({ code: 0 })
    const authority = join(home.folder, "ca.key")
    const key = await readFile(authority, "utf8")
    await writeFile(authority, "rubbish")
    expect(await on("start")).toMatchObject({ code: 37 })
    expect(await readFile(authority, "utf8")).toBe("rubbish")
    await writeFile(authority, key)
    expect(await on("start")).toMatchObject({ code: 0 })
  })
})
