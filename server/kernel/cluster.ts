import type { Analytics } from './analytics.ts'
import { ConfigError } from './config.ts'

/** CLICKHOUSE_CLUSTER and CLICKHOUSE_NODES: which cluster the node at CLICKHOUSE_URL is one of. */
export type Membership = { name: string; nodes: string[] }

type Node = { host: string; local: number; replicas: number; replicating: number }

/**
 * Addresses of the other nodes, over HTTP. `remote_servers` knows them by their native port, so they are taken to
 * listen for HTTP where the asked one does.
 * @throws ConfigError when that cannot be the cluster we write to
 */
export async function otherNodes(asked: Analytics, url: string, member: Membership): Promise<string[]> {
  const nodes = await asked.rows<Node>(
    `select host_name as host, is_local as local, count() over (partition by shard_num) as replicas, internal_replication as replicating
    from system.clusters where cluster = {name:String} order by shard_num, replica_num`,
    { name: member.name },
  )
  if (nodes.length === 0) {
    const known = await asked.rows<{ name: string }>(
      'select distinct cluster as name from system.clusters order by name',
    )
    throw new ConfigError(
      `CLICKHOUSE_CLUSTER: ${member.name} is not in the remote_servers of CLICKHOUSE_URL; there ${known.length === 1 ? 'is' : 'are'} ${known.map(({ name }) => name).join(', ') || 'none'}`,
    )
  }
  if (nodes.some(({ replicas, replicating }) => replicas > 1 && replicating === 1))
    throw new ConfigError(
      `CLICKHOUSE_CLUSTER: ${member.name} leaves replication to its tables (internal_replication), and ours are rebuilt each time instead; name a cluster with one replica a shard`,
    )
  const others = nodes.filter(({ local }) => local === 0)
  if (member.nodes.length > 0 && member.nodes.length !== others.length)
    throw new ConfigError(
      `CLICKHOUSE_NODES: ${member.nodes.length} addresses, and ${member.name} has ${others.length} node${others.length === 1 ? '' : 's'} beside CLICKHOUSE_URL; give one for each, or none when all listen on the same port`,
    )
  return member.nodes.length > 0 ? member.nodes : others.map(({ host }) => at(url, host))
}

function at(url: string, host: string): string {
  const node = new URL(url)
  node.hostname = host.includes(':') ? `[${host}]` : host
  return node.href
}
