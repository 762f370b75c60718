import type { Deployment } from "../../apis/apps/v1.gen.ts"
import type { Service, ServiceAccount } from "../../apis/core/v1.gen.ts"
import type { ClusterRole, ClusterRoleBinding } from "../../apis/rbac/v1.gen.ts"
import { network, type Profile } from "../profile/profile.ts"
import { programCommand, systemEnv, systemImage, systemMounts, systemVolumes } from "./system-pod.ts"

const name = "kube-dns"
const namespace = "kube-system"
const labels = { "k8s-app": name }

export const dnsServiceAccount: ServiceAccount = {
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name, namespace, labels },
}

export const dnsClusterRole: ClusterRole = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRole",
  metadata: { name: "cove:kube-dns", labels },
  rules: [
    {
      apiGroups: [""],
      resources: ["endpoints", "services", "pods", "namespaces", "nodes"],
      verbs: ["get", "list", "watch"],
    },
    { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["get", "list", "watch"] },
  ],
}

export const dnsClusterRoleBinding: ClusterRoleBinding = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRoleBinding",
  metadata: { name: "cove:kube-dns", labels },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cove:kube-dns" },
  subjects: [{ kind: "ServiceAccount", name, namespace }],
}

export const dnsService: Service = {
  apiVersion: "v1",
  kind: "Service",
  metadata: {
    name,
    namespace,
    labels: { ...labels, "kubernetes.io/cluster-service": "true", "kubernetes.io/name": "CoreDNS" },
    annotations: { "prometheus.io/port": "9153", "prometheus.io/scrape": "true" },
  },
  spec: {
    clusterIP: network.dnsService,
    selector: labels,
    ports: [
      { name: "dns", port: 53, protocol: "UDP", targetPort: 53 },
      { name: "dns-tcp", port: 53, protocol: "TCP", targetPort: 53 },
      { name: "metrics", port: 9153, protocol: "TCP", targetPort: 9153 },
    ],
  },
  status: {},
}

export function dnsDeployment(profile: Profile): Deployment {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1 } },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: name,
          priorityClassName: "system-cluster-critical",
          dnsPolicy: "Default",
          nodeSelector: { "kubernetes.io/os": "linux" },
          tolerations: [
            { key: "CriticalAddonsOnly", operator: "Exists" },
            { key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" },
          ],
          terminationGracePeriodSeconds: 10,
          containers: [
            {
              name,
              image: systemImage,
              imagePullPolicy: "IfNotPresent",
              command: programCommand(name, { "cluster-domain": profile.dnsDomain, listen: "0.0.0.0:53" }),
              env: systemEnv,
              ports: [
                { name: "dns", containerPort: 53, protocol: "UDP" },
                { name: "dns-tcp", containerPort: 53, protocol: "TCP" },
              ],
              resources: { requests: { cpu: "25m", memory: "40Mi" }, limits: { memory: "170Mi" } },
              readinessProbe: { httpGet: { path: "/ready", port: 8181, scheme: "HTTP" }, periodSeconds: 10 },
              securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
              volumeMounts: systemMounts,
            },
          ],
          volumes: systemVolumes,
        },
      },
    },
    status: {},
  }
}
