import type { ApiObject } from "../../machinery/meta/object.ts"
import { invalidObject } from "../../machinery/status/status-error.ts"
import { type Served, unstored, type WriteRequest } from "../registry/store-context.ts"
import { negotiate } from "./answer/negotiate.ts"
import { objectAnswer } from "./answer/object-answer.ts"
import { readObject } from "./body.ts"
import { methodNotAllowed } from "./method-not-allowed.ts"
import type { Endpoint, EndpointDeps, ServedKind } from "./resource-endpoint.ts"
import { readWriteOptions } from "./write-options.ts"
import { writeRequestOf } from "./write-request.ts"

/** `POST …/pods`. */
export const createObject: Endpoint = async (exchange, served, deps) => {
  const { kind, store } = served
  negotiate(exchange, ["Table", "PartialObjectMetadata"], kind.resource)
  const options = readWriteOptions(exchange, "CreateOptions")
  const request = writeRequestOf(exchange, served, deps, options)
  const body = await readObject(exchange.request, kind.resource, {
    ...deps,
    validation: options.fieldValidation,
    warn: request.warn,
  })
  const author = kind.strategy.defaults(body)
  const object = store === undefined ? await review(author, request, served, deps) : await store.create(author, request)
  return objectAnswer(exchange, served, deps, { status: 201, object, warnings: request.warnings })
}

/** A question: checked like any object, answered and forgotten. */
async function review(
  question: ApiObject,
  { facts }: WriteRequest,
  { kind }: ServedKind,
  { reviewers }: EndpointDeps,
): Promise<Served> {
  const answer = reviewers[kind.resource.kind]
  if (answer === undefined) throw methodNotAllowed()
  const errors = kind.strategy.validate(question, facts)
  if (errors.length > 0) throw invalidObject(kind.resource, question.metadata.name ?? "", errors)
  return unstored(await answer(question, facts))
}
