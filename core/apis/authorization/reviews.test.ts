import { expect, test } from "vitest"
import { tokenReview } from "../authentication/tokenreview/tokenreview.ts"
import { complaintsOf } from "../testing/write.ts"
import { localSubjectAccessReview } from "./localsubjectaccessreview/localsubjectaccessreview.ts"
import { selfSubjectAccessReview } from "./selfsubjectaccessreview/selfsubjectaccessreview.ts"
import { selfSubjectRulesReview } from "./selfsubjectrulesreview/selfsubjectrulesreview.ts"
import { subjectAccessReview } from "./subjectaccessreview/subjectaccessreview.ts"

const resourceAttributes = { verb: "get", resource: "pods", namespace: "default" }

const nonResourceAttributes = { verb: "get", path: "/metrics" }

test("a question is about a resource or about a path", () => {
  expect(complaintsOf(selfSubjectAccessReview, { spec: { resourceAttributes } })).toEqual([])
  expect(complaintsOf(selfSubjectAccessReview, { spec: {} })).toEqual([
    "spec.resourceAttributes: Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified",
  ])
  expect(complaintsOf(selfSubjectAccessReview, { spec: { resourceAttributes, nonResourceAttributes } })).toEqual([
    'spec.nonResourceAttributes: Invalid value: {"path":"/metrics","verb":"get"}: cannot be specified in combination with resourceAttributes',
  ])
})

test("a question about others says about whom", () => {
  expect(complaintsOf(subjectAccessReview, { spec: { resourceAttributes } })).toEqual([
    'spec.user: Invalid value: "": at least one of user or group must be specified',
  ])
  expect(complaintsOf(subjectAccessReview, { spec: { nonResourceAttributes, user: "jane" } })).toEqual([])
})

test("a question has no name", () => {
  const named = { metadata: { name: "a" }, spec: { resourceAttributes, user: "jane" } }
  expect(complaintsOf(subjectAccessReview, named)).toEqual(['metadata: Invalid value: {"name":"a"}: must be empty'])
})

test("a question within a namespace stays there", () => {
  const ask = (namespace: string) => ({
    spec: { user: "jane", resourceAttributes: { ...resourceAttributes, namespace } },
  })
  expect(complaintsOf(localSubjectAccessReview, ask("default"))).toEqual([])
  expect(complaintsOf(localSubjectAccessReview, ask("other"))).toEqual([
    'spec.resourceAttributes.namespace: Invalid value: "other": must match metadata.namespace',
  ])
})

test("what cannot be asked at all is a bad request", () => {
  expect(() => complaintsOf(tokenReview, { spec: {} })).toThrow("token is required for TokenReview in authentication")
  expect(() => complaintsOf(selfSubjectRulesReview, { spec: {} })).toThrow("no namespace on request")
})
