import { hostname } from "node:os"
import { systemClock } from "../host/clock.ts"
import { systemRandom } from "../host/random.ts"
import { newSchedulerComponent } from "../scheduler/scheduler-component.ts"
import { clientFromKubeconfig } from "./cluster-access.ts"
import { controlPlaneHealth } from "./control-plane/health.ts"
import { runProgram } from "./program.ts"

const defaults = {
  kubeconfig: "/etc/kubernetes/scheduler.conf",
  "leader-elect": "true",
  "bind-address": "127.0.0.1",
  "secure-port": "10259",
}

await runProgram(defaults, async ({ flags, log, signal }) => {
  const health = await controlPlaneHealth({
    program: "kube-scheduler",
    kubeconfig: flags.kubeconfig,
    host: flags["bind-address"],
    port: Number(flags["secure-port"]),
  })
  const host = hostname()
  const scheduler = newSchedulerComponent({
    client: await clientFromKubeconfig(flags.kubeconfig, "kube-scheduler/v1.36.3", { signal }),
    clock: systemClock,
    random: systemRandom,
    log,
    host,
    identity: flags["leader-elect"] === "true" ? `${host}_${systemRandom.uuid()}` : undefined,
    needs: [health.name],
  })
  return [health, scheduler]
})
