/** Our table, and only ours, is ever touched: Docker, CNI plugins and the user have their own. */
export const tableName = "ip kube-proxy"

/** Marks a packet whose source must become the node's. The bit kube-proxy uses, for who debugs with its documentation. */
const masqueradeBit = "0x4000"

/**
 * The table as it is without any service. Deleted and made anew in one transaction, so that no packet meets half of it.
 *
 * Requires, in the node's network namespace, `net.bridge.bridge-nf-call-iptables=1`: without it, replies between pods of
 * one bridge would not be translated back.
 *
 * TCP is refused with a reset: an ICMP answer that comes from the same machine finds the client's socket still busy with
 * its own SYN, is put aside, and the client hears of it a second later.
 */
export const baseTable = `
add table ${tableName}
delete table ${tableName}
add table ${tableName}
add chain ${tableName} mark-for-masquerade
add rule ${tableName} mark-for-masquerade meta mark set meta mark or ${masqueradeBit}
add chain ${tableName} reject-chain
add rule ${tableName} reject-chain meta l4proto tcp reject with tcp reset
add rule ${tableName} reject-chain reject
add map ${tableName} service-ips { type ipv4_addr . inet_proto . inet_service : verdict ; }
add map ${tableName} service-nodeports { type inet_proto . inet_service : verdict ; }
add map ${tableName} no-endpoint-services { type ipv4_addr . inet_proto . inet_service : verdict ; }
add map ${tableName} no-endpoint-nodeports { type inet_proto . inet_service : verdict ; }
add map ${tableName} firewall-ips { type ipv4_addr . inet_proto . inet_service : verdict ; }
add chain ${tableName} services
add rule ${tableName} services ip daddr . meta l4proto . th dport vmap @service-ips
add rule ${tableName} services fib daddr type local ip daddr != 127.0.0.0/8 meta l4proto . th dport vmap @service-nodeports
add chain ${tableName} no-endpoints
add rule ${tableName} no-endpoints ip daddr . meta l4proto . th dport vmap @no-endpoint-services
add rule ${tableName} no-endpoints fib daddr type local ip daddr != 127.0.0.0/8 meta l4proto . th dport vmap @no-endpoint-nodeports
add chain ${tableName} filter-prerouting { type filter hook prerouting priority dstnat - 10 ; }
add rule ${tableName} filter-prerouting ct state new ip daddr . meta l4proto . th dport vmap @firewall-ips
add chain ${tableName} filter-input { type filter hook input priority filter - 10 ; }
add rule ${tableName} filter-input ct state new jump no-endpoints
add chain ${tableName} filter-forward { type filter hook forward priority filter - 10 ; }
add rule ${tableName} filter-forward ct state new jump no-endpoints
add chain ${tableName} filter-output { type filter hook output priority filter - 10 ; }
add rule ${tableName} filter-output ct state new jump no-endpoints
add chain ${tableName} nat-prerouting { type nat hook prerouting priority dstnat ; }
add rule ${tableName} nat-prerouting jump services
add chain ${tableName} nat-output { type nat hook output priority -100 ; }
add rule ${tableName} nat-output jump services
add chain ${tableName} nat-postrouting { type nat hook postrouting priority srcnat ; }
add rule ${tableName} nat-postrouting meta mark and ${masqueradeBit} == 0 return
add rule ${tableName} nat-postrouting meta mark set meta mark xor ${masqueradeBit}
add rule ${tableName} nat-postrouting masquerade fully-random
`.trimStart()
