/** Something to begin with. */
export interface ManifestTemplate {
  readonly id: string
  readonly title: string
  /** The resource that it makes: only what is served is offered. */
  readonly resource: string
  readonly text: string
}

/** In the order in which one would look for them. Names are left to be filled in. */
export const templates: readonly ManifestTemplate[] = [
  {
    id: "deployment",
    title: "Deployment",
    resource: "deployments.apps",
    text: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app: web
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - name: web
        image: nginx:1.29
        ports:
        - name: http
          containerPort: 80
        resources:
          requests:
            cpu: 50m
            memory: 64Mi
          limits:
            memory: 128Mi
`,
  },
  {
    id: "deployment-service",
    title: "Deployment and Service",
    resource: "deployments.apps",
    text: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - name: web
        image: nginx:1.29
        ports:
        - name: http
          containerPort: 80
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
  - name: http
    port: 80
    targetPort: http
`,
  },
  {
    id: "pod",
    title: "Pod",
    resource: "pods",
    text: `apiVersion: v1
kind: Pod
metadata:
  name: shell
spec:
  containers:
  - name: shell
    image: busybox:1
    command:
    - sleep
    - infinity
  terminationGracePeriodSeconds: 1
`,
  },
  {
    id: "service",
    title: "Service",
    resource: "services",
    text: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: ClusterIP
  selector:
    app: web
  ports:
  - name: http
    port: 80
    targetPort: 80
`,
  },
  {
    id: "configmap",
    title: "ConfigMap",
    resource: "configmaps",
    text: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  mode: fast
  settings.yaml: |
    port: 8080
`,
  },
  {
    id: "secret",
    title: "Secret",
    resource: "secrets",
    text: `apiVersion: v1
kind: Secret
metadata:
  name: login
type: Opaque
stringData:
  user: admin
  password: change-me
`,
  },
  {
    id: "daemonset",
    title: "DaemonSet",
    resource: "daemonsets.apps",
    text: `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels:
      app: agent
  template:
    metadata:
      labels:
        app: agent
    spec:
      containers:
      - name: agent
        image: busybox:1
        command:
        - sleep
        - infinity
`,
  },
  {
    id: "statefulset",
    title: "StatefulSet",
    resource: "statefulsets.apps",
    text: `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  replicas: 1
  selector:
    matchLabels:
      app: db
  template:
    metadata:
      labels:
        app: db
    spec:
      containers:
      - name: db
        image: postgres:18
        volumeMounts:
        - name: data
          mountPath: /var/lib/postgresql
  volumeClaimTemplates:
  - metadata:
      name: data
    spec:
      accessModes:
      - ReadWriteOnce
      resources:
        requests:
          storage: 1Gi
`,
  },
  {
    id: "job",
    title: "Job",
    resource: "jobs.batch",
    text: `apiVersion: batch/v1
kind: Job
metadata:
  name: once
spec:
  backoffLimit: 2
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: once
        image: busybox:1
        command:
        - echo
        - done
`,
  },
  {
    id: "cronjob",
    title: "CronJob",
    resource: "cronjobs.batch",
    text: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: nightly
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
          - name: nightly
            image: busybox:1
            command:
            - date
`,
  },
  {
    id: "claim",
    title: "PersistentVolumeClaim",
    resource: "persistentvolumeclaims",
    text: `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  accessModes:
  - ReadWriteOnce
  resources:
    requests:
      storage: 1Gi
`,
  },
  {
    id: "ingress",
    title: "Ingress",
    resource: "ingresses.networking.k8s.io",
    text: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  rules:
  - host: web.example.test
    http:
      paths:
      - path: /
        pathType: Prefix
        backend:
          service:
            name: web
            port:
              name: http
`,
  },
  {
    id: "namespace",
    title: "Namespace",
    resource: "namespaces",
    text: `apiVersion: v1
kind: Namespace
metadata:
  name: playground
`,
  },
  {
    id: "quota",
    title: "ResourceQuota",
    resource: "resourcequotas",
    text: `apiVersion: v1
kind: ResourceQuota
metadata:
  name: limits
spec:
  hard:
    pods: "10"
    requests.cpu: "2"
    requests.memory: 4Gi
`,
  },
  {
    id: "serviceaccount",
    title: "ServiceAccount with a Role",
    resource: "roles.rbac.authorization.k8s.io",
    text: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: reader
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: reader
rules:
- apiGroups:
  - ""
  resources:
  - pods
  verbs:
  - get
  - list
  - watch
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: reader
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: reader
subjects:
- kind: ServiceAccount
  name: reader
`,
  },
]
