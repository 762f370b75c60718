import type { UserInfo as ApiUserInfo, SelfSubjectReview, TokenReview } from "../../apis/authentication/v1.gen.ts"
import type {
  LocalSubjectAccessReview,
  NonResourceAttributes,
  ResourceAttributes,
  SelfSubjectAccessReview,
  SelfSubjectRulesReview,
  SubjectAccessReview,
  SubjectAccessReviewStatus,
} from "../../apis/authorization/v1.gen.ts"
import type { RequestFacts, UserInfo } from "../../machinery/api/kind.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import type { ServiceAccountTokens } from "../authentication/service-account-token.ts"
import type { RequestInfo } from "../request.ts"
import type { Authorizer } from "./authorizer.ts"
import type { RbacAuthorizer } from "./rbac/rbac-authorizer.ts"

/** Answers the kinds that ask instead of being kept: by kind, a function from the question to the answer. */
export type Reviewers = Readonly<Record<string, (question: ApiObject, facts: RequestFacts) => Promise<ApiObject>>>

export interface ReviewerDeps {
  readonly authorizer: Authorizer
  readonly rbac: RbacAuthorizer
  readonly tokens: ServiceAccountTokens
  readonly audiences: readonly string[]
}

export function newReviewers(deps: ReviewerDeps): Reviewers {
  return {
    SubjectAccessReview: async (question) => {
      const review = question as SubjectAccessReview // the registry decoded it as this kind
      return { ...review, status: decide(deps.authorizer, subjectOf(review.spec), review.spec) }
    },
    LocalSubjectAccessReview: async (question) => {
      const review = question as LocalSubjectAccessReview
      return { ...review, status: decide(deps.authorizer, subjectOf(review.spec), review.spec) }
    },
    SelfSubjectAccessReview: async (question, { user }) => {
      const review = question as SelfSubjectAccessReview
      return { ...review, status: decide(deps.authorizer, user, review.spec) }
    },
    SelfSubjectRulesReview: async (question, { user }) => {
      const review = question as SelfSubjectRulesReview
      return { ...review, status: rulesStatus(deps.rbac, user, review.spec.namespace ?? "") }
    },
    SelfSubjectReview: async (question, { user }) =>
      ({ ...(question as SelfSubjectReview), status: { userInfo: apiUser(user) } }) as ApiObject,
    TokenReview: async (question) => {
      const review = question as TokenReview
      return { ...review, status: await reviewToken(deps, review) } as ApiObject
    },
  }
}

interface Question {
  readonly resourceAttributes?: ResourceAttributes | undefined
  readonly nonResourceAttributes?: NonResourceAttributes | undefined
}

function decide(authorizer: Authorizer, user: UserInfo, question: Question): SubjectAccessReviewStatus {
  const { verdict, reason } = authorizer.authorize(user, requestOf(question))
  return {
    allowed: verdict === "allow",
    ...(verdict === "deny" ? { denied: true } : {}),
    ...(reason === "" ? {} : { reason }),
  }
}

function requestOf({ resourceAttributes: resource, nonResourceAttributes: path }: Question): RequestInfo {
  return {
    isResource: resource !== undefined,
    verb: resource?.verb ?? path?.verb ?? "",
    path: path?.path ?? "",
    group: resource?.group ?? "",
    version: resource?.version ?? "",
    namespace: resource?.namespace ?? "",
    plural: resource?.resource ?? "",
    subresource: resource?.subresource ?? "",
    name: resource?.name ?? "",
    rest: "",
  }
}

function subjectOf(spec: SubjectAccessReview["spec"]): UserInfo {
  return { name: spec.user ?? "", uid: spec.uid, groups: spec.groups ?? [], extra: spec.extra }
}

function rulesStatus(rbac: RbacAuthorizer, user: UserInfo, namespace: string): SelfSubjectRulesReview["status"] {
  const rules = rbac.rulesOf(user, namespace)
  return {
    resourceRules: rules.filter((rule) => rule.resources !== undefined).map(({ nonResourceURLs: _, ...rule }) => rule),
    nonResourceRules: rules
      .filter((rule) => rule.nonResourceURLs !== undefined)
      .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs })),
    incomplete: false,
  }
}

async function reviewToken({ tokens, audiences }: ReviewerDeps, { spec }: TokenReview): Promise<TokenReview["status"]> {
  const wanted = spec.audiences?.length ? spec.audiences : audiences
  const found = await tokens.review(spec.token ?? "", wanted)
  if (found === undefined) return { user: {}, error: "[invalid bearer token, token lookup failed]" }
  return {
    authenticated: true,
    user: apiUser(found.user),
    ...(spec.audiences?.length ? { audiences: found.audiences } : { audiences: [...found.audiences] }),
  }
}

function apiUser({ name, uid, groups, extra }: UserInfo): ApiUserInfo {
  return { username: name, ...(uid ? { uid } : {}), groups, ...(extra ? { extra } : {}) }
}
