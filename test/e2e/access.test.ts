import { mkdtemp } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { beforeAll, describe, expect, it } from "vitest"
import { home, must, run } from "../support/cove.ts"
import { kubectlPath } from "../support/kubectl.ts"
import type { Namespace, TestCluster } from "../support/test-cluster.ts"
import { drivers, sharedCluster } from "../support/test-cluster.ts"

for (const driver of drivers) {
  describe(`a user with a certificate signed by openssl, on the ${driver} driver`, () => {
    let cluster: TestCluster
    let space: Namespace
    let config = ""

    beforeAll(async () => {
      cluster = await sharedCluster(driver)
      space = await cluster.namespace("access")
      const folder = await mkdtemp(join(tmpdir(), "cove-access-"))
      const at = (name: string) => join(folder, name)
      await must("openssl", [
        "req",
        "-new",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        at("bob.key"),
        "-out",
        at("bob.csr"),
        "-subj",
        "/CN=bob/O=devs",
      ])
      const signing = [
        "-CA",
        join(home, "ca.crt"),
        "-CAkey",
        join(home, "ca.key"),
        "-CAcreateserial",
        "-CAserial",
        at("serial"),
      ]
      await must("openssl", ["x509", "-req", "-in", at("bob.csr"), ...signing, "-out", at("bob.crt"), "-days", "2"])
      config = at("config")
      const kubectl = async (...args: readonly string[]) =>
        must(await kubectlPath("1.36"), ["--kubeconfig", config, "config", ...args])
      await kubectl(
        "set-cluster",
        "c",
        `--server=https://${cluster.ip}:8443`,
        `--certificate-authority=${join(home, "ca.crt")}`,
        "--embed-certs",
      )
      await kubectl(
        "set-credentials",
        "bob",
        `--client-certificate=${at("bob.crt")}`,
        `--client-key=${at("bob.key")}`,
        "--embed-certs",
      )
      await kubectl("set-context", "bob", "--cluster=c", "--user=bob", `--namespace=${space.name}`)
      await kubectl("use-context", "bob")
    })

    const asBob = async (...args: readonly string[]) =>
      run(await kubectlPath("1.36"), ["--kubeconfig", config, ...args])

    it("is refused by name", async () => {
      const { code, stderr } = await asBob("get", "pods")
      expect(code).toBe(1)
      expect(stderr).toBe(
        'Error from server (Forbidden): pods is forbidden: User "bob" cannot list resource "pods" in API group "" in the namespace "access"\n',
      )
    })

    it("may do exactly what a RoleBinding gives", async () => {
      await space.kubectl(["create", "role", "reader", "--verb=get,list", "--resource=pods"])
      await space.kubectl(["create", "rolebinding", "bob-reads", "--role=reader", "--user=bob"])
      expect((await asBob("get", "pods")).code).toBe(0)
      expect((await asBob("get", "pods", "-n", "default")).stderr).toContain('in the namespace "default"')
      expect((await asBob("delete", "pod", "any")).stderr).toContain('cannot delete resource "pods"')
      expect((await asBob("get", "secrets")).stderr).toContain('cannot list resource "secrets"')
      expect((await asBob("auth", "can-i", "list", "pods")).stdout).toBe("yes\n")
      await space.kubectl(["delete", "rolebinding", "bob-reads"])
      expect((await asBob("get", "pods")).code).toBe(1)
    })

    it("cannot give others more than it has", async () => {
      await space.kubectl([
        "create",
        "role",
        "granter",
        "--verb=create,get",
        "--resource=roles.rbac.authorization.k8s.io,rolebindings.rbac.authorization.k8s.io",
      ])
      await space.kubectl(["create", "rolebinding", "bob-grants", "--role=granter", "--user=bob"])
      const { code, stderr } = await asBob("create", "role", "more", "--verb=delete", "--resource=pods")
      expect(code).toBe(1)
      expect(stderr).toContain("is attempting to grant RBAC permissions not currently held")
    })

    it("is nobody without a certificate", async () => {
      const { stderr } = await run(await kubectlPath("1.36"), [
        "--kubeconfig",
        "/dev/null",
        `--server=https://${cluster.ip}:8443`,
        `--certificate-authority=${join(home, "ca.crt")}`,
        "--token=wrong",
        "get",
        "pods",
      ])
      expect(stderr).toContain("Unauthorized")
    })
  })
}
