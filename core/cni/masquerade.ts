/**
 * A table of nftables that gives what pods send out of the cluster the node's address. What stays inside keeps its
 * source: pods see each other's addresses, on other nodes too.
 */
export function masqueradeScript({ podCidr, clusterCidr }: { readonly podCidr: string; readonly clusterCidr: string }) {
  return `add table ip cove-pods
delete table ip cove-pods
table ip cove-pods {
  chain postrouting {
    type nat hook postrouting priority srcnat + 10; policy accept;
    ip saddr ${podCidr} ip daddr != ${clusterCidr} ip daddr != 224.0.0.0/4 fib daddr type != local oifname != "cni0" counter masquerade
  }
}
`
}
