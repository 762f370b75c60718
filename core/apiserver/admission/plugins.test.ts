import { describe, expect, it } from "vitest"
import type { Pod } from "../../apis/core/v1.gen.ts"
import { namespaces, pods, priorityclasses, serviceaccounts } from "../../apis/resources.gen.ts"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { SeededRandom } from "../../base/testing/seeded-random.ts"
import type { KindDefinition } from "../../machinery/api/kind.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import { RbacAuthorizer } from "../authorization/rbac/rbac-authorizer.ts"
import { FakeObjectSource } from "../testing/fake-object-source.ts"
import type { AdmissionAttributes } from "./plugin.ts"
import { newAdmissionPlugins } from "./plugins.ts"

const pod: Pod = { metadata: { namespace: "dev", name: "p" }, spec: { containers: [{ name: "c" }] }, status: {} }

function setUp() {
  const clock = new FakeClock()
  const source = new FakeObjectSource()
  source.put(namespaces, { metadata: { name: "dev" }, spec: {}, status: { phase: "Active" } })
  const rbac = new RbacAuthorizer(source)
  const plugins = newAdmissionPlugins({ source, rbac, authorizer: rbac, random: new SeededRandom(1), clock })
  async function admit(object: ApiObject, namespace = "dev"): Promise<Pod> {
    let current = object
    const attributes = (): AdmissionAttributes => ({
      operation: "create",
      kind: { resource: pods } as unknown as KindDefinition, // plugins look at the resource only
      subresource: "",
      namespace,
      name: "p",
      object: current,
      old: undefined,
      facts: { nowMs: clock.now(), user: { name: "bob", groups: [] }, namespace, dryRun: false },
    })
    for (const plugin of plugins) current = (await plugin.mutate?.(attributes())) ?? current
    for (const plugin of plugins) await plugin.validate?.(attributes())
    return current as Pod
  }
  return { clock, source, admit }
}

describe("admission of a pod", () => {
  it("gives it the default account with a token, a priority and five minutes on a lost node", async () => {
    const { source, admit } = setUp()
    source.put(serviceaccounts, {
      metadata: { namespace: "dev", name: "default" },
      imagePullSecrets: [{ name: "reg" }],
    })
    const { spec } = await admit(pod)
    const volume = spec.volumes?.[0]?.name
    expect(volume).toMatch(/^kube-api-access-[a-z0-9]{5}$/)
    expect(spec).toMatchObject({
      serviceAccountName: "default",
      imagePullSecrets: [{ name: "reg" }],
      priority: 0,
      preemptionPolicy: "PreemptLowerPriority",
      containers: [
        {
          volumeMounts: [{ name: volume, readOnly: true, mountPath: "/var/run/secrets/kubernetes.io/serviceaccount" }],
        },
      ],
      tolerations: [
        { key: "node.kubernetes.io/not-ready", tolerationSeconds: 300 },
        { key: "node.kubernetes.io/unreachable", tolerationSeconds: 300 },
      ],
    })
  })

  it("waits a moment for the default account of a new namespace", async () => {
    const { source, admit } = setUp()
    const admitted = admit(pod)
    source.put(serviceaccounts, {
      metadata: { namespace: "dev", name: "default" },
      automountServiceAccountToken: false,
    })
    expect((await admitted).spec.volumes).toBeUndefined()
  })

  it("refuses an account that is not there", async () => {
    const { admit } = setUp()
    const wanting = { ...pod, spec: { ...pod.spec, serviceAccountName: "ghost" } }
    await expect(admit(wanting)).rejects.toThrow(
      'pods "p" is forbidden: error looking up service account dev/ghost: serviceaccount "ghost" not found',
    )
  })

  it("refuses a namespace that is not there, and one that ends", async () => {
    const { source, admit } = setUp()
    source.put(namespaces, { metadata: { name: "ending" }, spec: {}, status: { phase: "Terminating" } })
    await expect(admit(pod, "nowhere")).rejects.toThrow('namespaces "nowhere" not found')
    await expect(admit(pod, "ending")).rejects.toThrow(
      'pods "p" is forbidden: unable to create new content in namespace ending because it is being terminated',
    )
  })

  it("turns a priority class into its number, and refuses one that is not there", async () => {
    const { source, admit } = setUp()
    source.put(serviceaccounts, { metadata: { namespace: "dev", name: "default" } })
    source.put(priorityclasses, { metadata: { name: "high" }, value: 1000 })
    const named = (priorityClassName: string) => ({ ...pod, spec: { ...pod.spec, priorityClassName } })
    expect((await admit(named("high"))).spec.priority).toBe(1000)
    await expect(admit(named("low"))).rejects.toThrow('pods "p" is forbidden: no PriorityClass with name low was found')
  })
})
