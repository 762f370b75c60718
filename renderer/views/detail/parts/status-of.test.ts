import { describe, expect, it } from "vitest"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"
import { statusOf } from "./status-of.ts"

const condition = (type: string, status: string, reason = "") => ({ type, status, reason })

const cases: readonly { readonly name: string; readonly object: object; readonly expected: object | undefined }[] = [
  { name: "a ConfigMap", object: { kind: "ConfigMap" }, expected: undefined },
  {
    name: "a deployment whose pods are refused",
    object: {
      kind: "Deployment",
      spec: { replicas: 2 },
      status: { conditions: [condition("ReplicaFailure", "True")] },
    },
    expected: { word: "Pods refused", tone: "bad" },
  },
  {
    name: "a deployment on its way",
    object: { kind: "Deployment", spec: { replicas: 2 }, status: { readyReplicas: 1 } },
    expected: { word: "1/2 ready", tone: "warn" },
  },
  {
    name: "a deployment of which only the old pods are ready",
    object: {
      kind: "Deployment",
      spec: { replicas: 2 },
      status: { replicas: 3, readyReplicas: 2, updatedReplicas: 1 },
    },
    expected: { word: "2/2 ready, 1 updated", tone: "warn" },
  },
  {
    name: "a daemon set",
    object: { kind: "DaemonSet", status: { desiredNumberScheduled: 3, numberReady: 3 } },
    expected: { word: "3/3 ready", tone: "ok" },
  },
  {
    name: "a node that is cordoned",
    object: { kind: "Node", spec: { unschedulable: true }, status: { conditions: [condition("Ready", "True")] } },
    expected: { word: "Ready, cordoned", tone: "warn" },
  },
  {
    name: "a custom resource that is not ready",
    object: { kind: "Widget", status: { conditions: [condition("Ready", "False", "NoDisk")] } },
    expected: { word: "NoDisk", tone: "warn" },
  },
  {
    name: "a job that failed",
    object: { kind: "Job", status: { conditions: [condition("Failed", "True")] } },
    expected: { word: "Failed", tone: "bad" },
  },
  {
    name: "a pod that waits for its image",
    object: {
      kind: "Pod",
      spec: { containers: [{ name: "c" }] },
      status: {
        phase: "Pending",
        containerStatuses: [
          { name: "c", ready: false, restartCount: 0, state: { waiting: { reason: "ImagePullBackOff" } } },
        ],
      },
    },
    expected: { word: "ImagePullBackOff", tone: "bad" },
  },
]

describe("how an object is", () => {
  for (const { name, object, expected } of cases) {
    it(`is told of ${name}`, () => {
      expect(statusOf({ metadata: { name: "a" }, ...object } as ApiObject)).toEqual(expected)
    })
  }
})
