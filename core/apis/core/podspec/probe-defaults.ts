import type { HTTPGetAction, Lifecycle, LifecycleHandler, Probe } from "../v1.gen.ts"

/** Zero means "not set" for the counts of a probe, as in Kubernetes' `SetDefaults_Probe`. */
export function defaultProbe(probe: Probe): Probe {
  return {
    ...probe,
    ...(probe.httpGet === undefined ? {} : { httpGet: defaultHttpGet(probe.httpGet) }),
    ...(probe.grpc === undefined ? {} : { grpc: { ...probe.grpc, service: probe.grpc.service ?? "" } }),
    timeoutSeconds: probe.timeoutSeconds || 1,
    periodSeconds: probe.periodSeconds || 10,
    successThreshold: probe.successThreshold || 1,
    failureThreshold: probe.failureThreshold || 3,
  }
}

export function defaultLifecycle(lifecycle: Lifecycle): Lifecycle {
  return {
    ...lifecycle,
    ...(lifecycle.postStart === undefined ? {} : { postStart: defaultHandler(lifecycle.postStart) }),
    ...(lifecycle.preStop === undefined ? {} : { preStop: defaultHandler(lifecycle.preStop) }),
  }
}

function defaultHandler(handler: LifecycleHandler): LifecycleHandler {
  return handler.httpGet === undefined ? handler : { ...handler, httpGet: defaultHttpGet(handler.httpGet) }
}

function defaultHttpGet(action: HTTPGetAction): HTTPGetAction {
  return { ...action, path: action.path || "/", scheme: action.scheme || "HTTP" }
}
