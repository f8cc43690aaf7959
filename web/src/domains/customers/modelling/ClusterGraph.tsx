import { useTranslation } from 'react-i18next'
import type { ClusterEdge, ClusterNode, MatchCluster } from '../../../../../contract/match-model.ts'
import { classes } from '../../../ui/classes.ts'
import { bitsIn } from '../review/bits.ts'
import { useSourceName } from '../words.ts'
import { layoutOf, lineOf } from './layout.ts'

export type Picked = { node: ClusterNode } | { edge: ClusterEdge } | undefined
type Props = { cluster: MatchCluster; picked: Picked; onPick: (picked: Picked) => void; label: string }

/** Records as dots in their customer's circle, what they share as lines. For eyes and mouse; the table says the same. */
export const ClusterGraph = ({ cluster, picked, onPick, label }: Props) => {
  const { t } = useTranslation('modelling')
  const sourceName = useSourceName()
  const { width, height, customers, nodes } = layoutOf(cluster)
  const isOn = (id: string) =>
    picked !== undefined &&
    ('node' in picked ? picked.node.id === id : [picked.edge.a, picked.edge.b].includes(id))
  return (
    <svg className="mo-graph" width={width} height={height} role="img" aria-label={label}>
      {cluster.pairs.map((pair) => {
        const [a, b] = [customers.get(pair.a), customers.get(pair.b)]
        if (!a || !b) return null
        const ofOthers = pair.a !== cluster.customerId && pair.b !== cluster.customerId
        const { path, middle } = lineOf(a, b, ofOthers ? customers.get(cluster.customerId) : undefined)
        return (
          <g key={pair.pairId} className="mo-pair">
            <path d={path} />
            <text x={middle.x} y={middle.y - 5}>
              {bitsIn(pair.weight)}
            </text>
          </g>
        )
      })}
      {cluster.customers.map(({ id, name }) => {
        const circle = customers.get(id)
        if (!circle) return null
        return (
          <g key={id} className={classes('mo-customer', id === cluster.customerId && 'own')}>
            <circle cx={circle.x} cy={circle.y} r={circle.radius} />
            <text x={circle.x} y={circle.y - circle.radius - 7}>
              {name.length > 10 ? `${name.slice(0, 9)}…` : name}
              <title>{name}</title>
            </text>
          </g>
        )
      })}
      {cluster.edges.map((edge) => {
        const [a, b] = [nodes.get(edge.a), nodes.get(edge.b)]
        if (!a || !b) return null
        const line = { x1: a.x, y1: a.y, x2: b.x, y2: b.y }
        const on = picked !== undefined && 'edge' in picked && picked.edge === edge
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the table beside it is for the keyboard
          <g
            key={`${edge.a} ${edge.b}`}
            className={classes('mo-edge', edge.shared.length === 0 && 'bare', on && 'on')}
            onClick={() => onPick({ edge })}
          >
            <line className="wide" {...line} />
            <line {...line} />
          </g>
        )
      })}
      {cluster.nodes.map((node) => {
        const place = nodes.get(node.id)
        if (!place) return null
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the table beside it is for the keyboard
          <g
            key={node.id}
            className={classes('mo-node', isOn(node.id) && 'on')}
            onClick={() => onPick({ node })}
          >
            <circle cx={place.x} cy={place.y} r={11} />
            <text x={place.x} y={place.y + 4}>
              {sourceName(node.source).slice(0, 1)}
            </text>
            <title>{t('cluster.node', { source: sourceName(node.source), at: node.at.slice(0, 10) })}</title>
          </g>
        )
      })}
    </svg>
  )
}
