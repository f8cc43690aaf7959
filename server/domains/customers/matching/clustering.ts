/**
 * Records that hang together by pairs above a weight become one cluster, named by its smallest id. Every round takes the
 * smallest name among the neighbours and then the name's own name, so that a chain halves: a dozen rounds for a million.
 */

/** Both directions of the edges that count; `within`: a query for records that hang together with no others. */
export const edgesSql = (least: number, within?: string): string => {
  const that = `from scored where weight >= ${least}${within ? ` and l in (${within})` : ''}`
  return `select l as a, r as b ${that} union all select r as a, l as b ${that}`
}

export const firstLabelsSql = (): string => 'select a as rid, least(a, min(b)) as label from edges group by a'

/** One round. */
export const nextLabelsSql = (): string => `
  select n.rid as rid, least(n.label, own.label) as label from (
    select e.a as rid, min(other.label) as label from edges as e join labels as other on e.b = other.rid group by e.a) as n
  join (select one.rid as rid, root.label as label from labels as one join labels as root on one.label = root.rid) as own on n.rid = own.rid`
