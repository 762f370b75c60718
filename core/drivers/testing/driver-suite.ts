import { Readable, Writable } from "node:stream"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Driver, NodeImage, NodeSpec } from "../driver.ts"
import { addressIn } from "../subnets.ts"

export interface DriverSuite {
  readonly name: string
  open(): Promise<{ readonly driver: Driver; readonly image: NodeImage }>
  /** A tar archive with one file. */
  archive(path: string, text: string): Promise<Readable>
  /** Nothing really runs on its nodes: what can only be seen there is left out. */
  readonly pretends?: boolean
}

/** What every driver promises. */
export function describeDriver({ name, open, archive, pretends = false }: DriverSuite): void {
  describe(`the ${name} driver`, () => {
    const itRuns = it.skipIf(pretends)
    const cluster = `suite-${name}`
    let driver: Driver
    let node: NodeSpec

    beforeAll(async () => {
      const opened = await open()
      driver = opened.driver
      await clean(driver, cluster)
      await driver.ensureImage(opened.image)
      const network = await driver.ensureNetwork(cluster, undefined)
      node = {
        name: cluster,
        cluster,
        image: opened.image,
        address: addressIn(network.subnet, 100),
        resources: { cpus: 0.5, memoryBytes: 256 * 1024 * 1024 },
        hosts: { "somebody-else": "192.0.2.7" },
        publishedPort: 8443,
      }
    })
    afterAll(async () => clean(driver, cluster))

    const sh = (script: string, stdin?: string) => execute(driver, cluster, script, stdin)

    it("works here", async () => {
      expect(await driver.health()).toMatchObject({ healthy: true })
    })

    it("keeps a cluster's network once it has one", async () => {
      const again = await driver.ensureNetwork(cluster, undefined)
      expect(addressIn(again.subnet, 100)).toBe(node.address)
      await driver.ensureImage(node.image)
    })

    it("makes a node that does not run yet", async () => {
      await driver.create(node)
      await driver.create(node)
      expect(await driver.list(cluster)).toMatchObject([
        { name: cluster, cluster, address: node.address, running: false },
      ])
      expect((await driver.list()).map((one) => one.name)).toContain(cluster)
    })

    it("copies files onto it before it runs", async () => {
      await driver.copyIn(cluster, await archive("etc/from-outside", "hello"))
      await driver.copyIn(cluster, await archive("var/lib/kubelet/from-outside", "hello, too"))
    })

    it("starts it", async () => {
      await driver.start(cluster)
      await driver.start(cluster)
      expect(await driver.list(cluster)).toMatchObject([{ running: true }])
    })

    itRuns("has on it what was copied", async () => {
      expect(await sh("cat /etc/from-outside /var/lib/kubelet/from-outside")).toMatchObject({
        code: 0,
        stdout: "hellohello, too",
      })
    })

    itRuns("gives it its name, its address and the names of others", async () => {
      const { stdout } = await sh("hostname; ip -o -4 address show eth0; cat /etc/hosts")
      expect(stdout).toContain(`${cluster}\n`)
      expect(stdout).toContain(`inet ${node.address}/24`)
      expect(stdout).toMatch(/192\.0\.2\.7\s+somebody-else/)
    })

    itRuns("limits what it may use", async () => {
      const files = "/sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max"
      expect((await sh(`cat ${files} 2>/dev/null`)).stdout.trim()).toBe(String(node.resources.memoryBytes))
      const { stdout } = await sh("cat /sys/fs/cgroup/cpu/cpu.cfs_quota_us /sys/fs/cgroup/cpu.max 2>/dev/null")
      expect(stdout).toContain("50000")
    })

    itRuns("passes input, output, errors and exit codes", async () => {
      expect(await sh("cat; echo aside >&2; exit 3", "through")).toEqual({
        code: 3,
        stdout: "through",
        stderr: "aside\n",
      })
    })

    itRuns("lets it mount, and run a container runtime", async () => {
      expect(await sh("mkdir -p /var/x && mount -t tmpfs tmpfs /var/x && umount /var/x")).toMatchObject({ code: 0 })
      const { stdout } = await sh(
        "for i in $(seq 100); do ctr version >/dev/null 2>&1 && break; sleep 0.1; done; ctr version",
      )
      expect(stdout).toContain("Server:")
    })

    itRuns("copies files onto it while it runs", async () => {
      await driver.copyIn(cluster, await archive("etc/later", "now"))
      expect((await sh("cat /etc/later")).stdout).toBe("now")
    })

    it("pauses it, though it goes on counting as running", async () => {
      await driver.pause(cluster)
      await driver.pause(cluster)
      expect(await driver.list(cluster)).toMatchObject([{ running: true, paused: true }])
      await expect(sh("true")).rejects.toMatchObject({ name: "DriverError", message: `Node "${cluster}" is paused` })
      await driver.unpause(cluster)
      await driver.unpause(cluster)
      expect(await driver.list(cluster)).toMatchObject([{ running: true, paused: false }])
    })

    it("lets it go on when it is started though it is paused", async () => {
      await driver.pause(cluster)
      await driver.start(cluster)
      expect(await driver.list(cluster)).toMatchObject([{ running: true, paused: false }])
    })

    itRuns("freezes what runs on it, and lets it go on where it was", async () => {
      await sh("(while read -r now _ </proc/uptime; do echo $now >>/run/beats; sleep 0.02; done) >/dev/null 2>&1 &")
      const beats = async () => Number((await sh("wc -l </run/beats")).stdout)
      await expect.poll(beats).toBeGreaterThan(5)
      await driver.pause(cluster)
      const until = performance.now() + 500
      await expect.poll(() => performance.now()).toBeGreaterThan(until)
      await driver.unpause(cluster)
      const after = await beats()
      await expect.poll(beats).toBeGreaterThan(after + 5)
      const longest = "NR > 1 && $1 - last > gap { gap = $1 - last } { last = $1 } END { print int(gap * 1000) }"
      expect(Number((await sh(`awk '${longest}' /run/beats`)).stdout)).toBeGreaterThanOrEqual(500)
    })

    it("tells of what happens to it, until nobody wants to know", async () => {
      const stop = new AbortController()
      let changes = 0
      await driver.watch(() => changes++, stop.signal)
      const happens = async (act: () => Promise<unknown>) => {
        const before = changes
        await act()
        await expect.poll(() => changes).toBeGreaterThan(before)
      }
      await happens(() => driver.pause(cluster))
      await happens(() => driver.unpause(cluster))
      await happens(() => driver.stop(cluster))
      await happens(() => driver.start(cluster))
      stop.abort()
    })

    itRuns("tells that it ended by itself", async () => {
      const stop = new AbortController()
      const ended = Promise.withResolvers<void>()
      const look = () => void driver.list(cluster).then(([state]) => state?.running === false && ended.resolve())
      await driver.watch(look, stop.signal)
      await sh("kill -TERM 1") // its first process
      await ended.promise
      stop.abort()
      await driver.start(cluster)
    })

    it("stops it though it is paused", async () => {
      await driver.pause(cluster)
      await driver.stop(cluster)
      expect(await driver.list(cluster)).toMatchObject([{ running: false, paused: false }])
      await driver.start(cluster)
    })

    it("stops, and starts again", async () => {
      await driver.stop(cluster)
      await driver.stop(cluster)
      expect(await driver.list(cluster)).toMatchObject([{ running: false }])
      await driver.start(cluster)
    })

    itRuns("keeps everything but memory over a stop", async () => {
      await sh("echo kept >/var/kept; echo kept >/root/kept; echo gone >/run/gone; sync")
      await driver.stop(cluster)
      await driver.start(cluster)
      expect((await sh("cat /var/kept /root/kept /run/gone 2>/dev/null; hostname")).stdout).toBe(
        `kept\nkept\n${cluster}\n`,
      )
    })

    it("leaves nothing when it is removed, though it runs, and is paused", async () => {
      await driver.pause(cluster)
      await driver.remove(cluster)
      await driver.remove(cluster)
      await driver.removeNetwork(cluster)
      await driver.removeNetwork(cluster)
      expect(await driver.list(cluster)).toEqual([])
    })
  })
}

async function clean(driver: Driver, cluster: string): Promise<void> {
  for (const { name } of await driver.list(cluster)) await driver.remove(name)
  await driver.removeNetwork(cluster)
}

async function execute(driver: Driver, node: string, script: string, stdin?: string) {
  const [stdout, stderr] = [new Text(), new Text()]
  const input = stdin === undefined ? undefined : Readable.from([stdin])
  const code = await driver.exec(node, ["/bin/sh", "-c", script], { stdin: input, stdout, stderr })
  return { code, stdout: stdout.text, stderr: stderr.text }
}

class Text extends Writable {
  text = ""
  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString()
    done()
  }
}
