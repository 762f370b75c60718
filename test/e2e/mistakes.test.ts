import { beforeAll, describe, expect, it } from "vitest"
import type { Namespace } from "../support/test-cluster.ts"
import { drivers, sharedCluster } from "../support/test-cluster.ts"

const container = { name: "c", image: "x:1" }

function deployment(more: object) {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "d" },
    spec: {
      selector: { matchLabels: { a: "b" } },
      template: { metadata: { labels: { a: "b" } }, spec: { containers: [container] } },
      ...more,
    },
  }
}

function service(port: object) {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "s" },
    spec: { type: "NodePort", selector: { a: "b" }, ports: [port] },
  }
}

/** What kubectl 1.36 prints against Kubernetes 1.36. */
const mistakes: readonly {
  readonly what: string
  readonly input: object | string
  readonly args?: readonly string[]
  readonly says: string
}[] = [
  {
    what: "YAML that is none",
    input: "kind: [",
    says: "error: error parsing STDIN: error converting YAML to JSON: yaml: line 1: did not find expected node content\n",
  },
  {
    what: "a field that is not there",
    input: deployment({ replica: 1 }),
    says: 'Error from server (BadRequest): error when creating "STDIN": Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.replica"\n',
  },
  {
    what: "a value of the wrong type",
    input: deployment({ replicas: "three" }),
    says: 'Error from server (BadRequest): error when creating "STDIN": Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32\n',
  },
  {
    what: "a selector that misses its template",
    input: deployment({ selector: { matchLabels: { a: "c" } } }),
    says: 'The Deployment "d" is invalid: spec.template.metadata.labels: Invalid value: {"a":"b"}: `selector` does not match template `labels`\n',
  },
  {
    what: "a port out of range",
    input: service({ port: 70_000, targetPort: 80 }),
    says: 'The Service "s" is invalid: spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive\n',
  },
  {
    what: "a node port out of range",
    input: service({ port: 80, nodePort: 80 }),
    says: 'The Service "s" is invalid: spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767\n',
  },
  {
    what: "a namespace that is not there",
    input: { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "m" } },
    args: ["--namespace=nowhere"],
    says: 'Error from server (NotFound): error when creating "STDIN": namespaces "nowhere" not found\n',
  },
  {
    what: "a kind that is not there",
    input: { apiVersion: "v1", kind: "Gadget", metadata: { name: "g" } },
    says: 'error: resource mapping not found for name: "g" namespace: "" from "STDIN": no matches for kind "Gadget" in version "v1"\nensure CRDs are installed first\n',
  },
]

for (const driver of drivers) {
  describe(`mistakes on the ${driver} driver are answered as Kubernetes answers`, () => {
    let space: Namespace
    beforeAll(async () => {
      space = await (await sharedCluster(driver)).namespace("mistakes")
    })

    for (const { what, input, says, args = [] } of mistakes) {
      it(what, async () => {
        const text = typeof input === "string" ? input : JSON.stringify(input)
        const { code, stderr } = await space.tryKubectl(["create", "-f", "-", ...args], { input: text })
        expect({ code, stderr }).toEqual({ code: 1, stderr: says })
      })
    }

    it("an object that is not there", async () => {
      expect(await space.tryKubectl(["get", "pod", "ghost"])).toEqual({
        code: 1,
        stdout: "",
        stderr: 'Error from server (NotFound): pods "ghost" not found\n',
      })
    })

    it("a resource that is not there", async () => {
      expect((await space.tryKubectl(["get", "gadgets"])).stderr).toBe(
        'error: the server doesn\'t have a resource type "gadgets"\n',
      )
    })

    it("an update that comes too late", async () => {
      await space.kubectl(["create", "configmap", "late", "--from-literal=a=1"])
      const old = JSON.stringify(await space.get("configmap", "late"))
      await space.kubectl(["patch", "configmap", "late", "--type=merge", "-p", '{"data":{"a":"2"}}'])
      const { code, stderr } = await space.tryKubectl(["replace", "-f", "-"], { input: old })
      expect(code).toBe(1)
      expect(stderr).toContain(
        'Operation cannot be fulfilled on configmaps "late": the object has been modified; please apply your changes to the latest version and try again',
      )
    })

    it("what may not change", async () => {
      await space.apply(deployment({ replicas: 0 }))
      const { stderr } = await space.tryKubectl([
        "patch",
        "deployment",
        "d",
        "--type=merge",
        "-p",
        '{"spec":{"selector":{"matchLabels":{"a":"z"}}}}',
      ])
      expect(stderr).toContain("spec.selector")
      expect(stderr).toContain("field is immutable")
    })
  })
}
