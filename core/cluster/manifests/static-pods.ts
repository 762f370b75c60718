import type { Container, Pod, Probe, Volume, VolumeMount } from "../../apis/core/v1.gen.ts"
import { network, type Profile, type ProfileNode } from "../profile/profile.ts"
import { programCommand, systemEnv, systemImage, systemMounts, systemVolumes } from "./system-pod.ts"

/** The static pods of a node: kube-proxy everywhere, the control plane on the first. */
export function staticPods(profile: Profile, node: ProfileNode): readonly Pod[] {
  const everywhere = [kubeProxy(profile, node)]
  if (!node.controlPlane) return everywhere
  return [kubeApiserver(profile, node), kubeControllerManager(profile), kubeScheduler(), ...everywhere]
}

const pki = "/etc/kubernetes/pki"

/** Who changed what in the cluster, as JSON lines. */
const auditFolder = "/var/log/kubernetes/audit"

function kubeApiserver(profile: Profile, node: ProfileNode): Pod {
  const port = profile.apiServerPort
  return controlPlanePod({
    component: "kube-apiserver",
    flags: {
      "advertise-address": node.address,
      "secure-port": `${port}`,
      "tls-cert-file": `${pki}/apiserver.crt`,
      "tls-private-key-file": `${pki}/apiserver.key`,
      "client-ca-file": `${pki}/ca.crt`,
      "service-account-key-file": `${pki}/sa.pub`,
      "service-account-signing-key-file": `${pki}/sa.key`,
      "service-account-issuer": `https://kubernetes.default.svc.${profile.dnsDomain}`,
      "service-cluster-ip-range": profile.serviceSubnet,
      "service-node-port-range": network.nodePorts,
      "kubelet-client-certificate": `${pki}/apiserver-kubelet-client.crt`,
      "kubelet-client-key": `${pki}/apiserver-kubelet-client.key`,
      "audit-log-path": `${auditFolder}/audit.log`,
      "audit-log-maxsize": "10",
      "audit-log-maxbackup": "1",
      storage: "/var/lib/cove/state.db",
    },
    cpu: "100m",
    probes: {
      livenessProbe: httpsProbe(node.address, port, "/livez", calm),
      readinessProbe: httpsProbe(node.address, port, "/readyz", calm),
      startupProbe: httpsProbe(node.address, port, "/livez", starting),
    },
    volumes: [hostFolder("data", "/var/lib/cove"), hostFolder("audit", auditFolder)],
    mounts: [
      { name: "data", mountPath: "/var/lib/cove" },
      { name: "audit", mountPath: auditFolder },
    ],
  })
}

function kubeControllerManager(profile: Profile): Pod {
  return controlPlanePod({
    component: "kube-controller-manager",
    flags: {
      kubeconfig: "/etc/kubernetes/controller-manager.conf",
      "leader-elect": "true",
      "cluster-cidr": profile.podSubnet,
      "root-ca-file": `${pki}/ca.crt`,
      "service-account-private-key-file": `${pki}/sa.key`,
    },
    cpu: "50m",
    probes: localProbes(10257),
  })
}

function kubeScheduler(): Pod {
  return controlPlanePod({
    component: "kube-scheduler",
    flags: { kubeconfig: "/etc/kubernetes/scheduler.conf", "leader-elect": "true" },
    cpu: "25m",
    probes: localProbes(10259),
  })
}

function kubeProxy(profile: Profile, node: ProfileNode): Pod {
  return systemPod({
    component: "kube-proxy",
    flags: {
      kubeconfig: "/etc/kubernetes/kube-proxy.conf",
      "hostname-override": node.name,
      "cluster-cidr": profile.podSubnet,
    },
    labels: { "k8s-app": "kube-proxy" },
    container: { securityContext: { privileged: true } },
  })
}

interface Component {
  readonly component: string
  readonly flags: Readonly<Record<string, string>>
  readonly volumes?: readonly Volume[]
  readonly mounts?: readonly VolumeMount[]
}

interface ControlPlaneComponent extends Component {
  readonly cpu: string
  readonly probes: Pick<Container, "livenessProbe" | "readinessProbe" | "startupProbe">
}

function controlPlanePod({ cpu, probes, ...component }: ControlPlaneComponent): Pod {
  return systemPod({
    ...component,
    labels: { component: component.component, tier: "control-plane" },
    container: { ...probes, resources: { requests: { cpu } } },
  })
}

interface SystemPod extends Component {
  readonly labels: Readonly<Record<string, string>>
  readonly container: Partial<Container>
}

function systemPod({ component, flags, volumes = [], mounts = [], labels, container }: SystemPod): Pod {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: component, namespace: "kube-system", labels },
    spec: {
      hostNetwork: true,
      priorityClassName: "system-node-critical",
      priority: 2_000_001_000, // that class's, for before there is an API server to ask
      securityContext: { seccompProfile: { type: "Unconfined" } },
      terminationGracePeriodSeconds: 10,
      containers: [
        {
          name: component,
          image: systemImage,
          imagePullPolicy: "IfNotPresent",
          command: programCommand(component, flags),
          env: systemEnv,
          volumeMounts: [
            ...systemMounts,
            { name: "kubernetes", mountPath: "/etc/kubernetes", readOnly: true },
            ...mounts,
          ],
          ...container,
        },
      ],
      volumes: [...systemVolumes, hostFolder("kubernetes", "/etc/kubernetes"), ...volumes],
    },
    status: {},
  }
}

function hostFolder(name: string, path: string): Volume {
  return { name, hostPath: { path, type: "DirectoryOrCreate" } }
}

function localProbes(port: number): ControlPlaneComponent["probes"] {
  return {
    livenessProbe: httpsProbe("127.0.0.1", port, "/healthz", calm),
    startupProbe: httpsProbe("127.0.0.1", port, "/healthz", starting),
  }
}

const starting = { periodSeconds: 1, failureThreshold: 240 }

/** A program that ends is started again at once, without a probe: these are for one that hangs. */
const calm = { periodSeconds: 30, failureThreshold: 3 }

function httpsProbe(
  host: string,
  port: number,
  path: string,
  timing: Pick<Probe, "periodSeconds" | "failureThreshold">,
): Probe {
  return { httpGet: { host, path, port, scheme: "HTTPS" }, timeoutSeconds: 15, ...timing }
}
