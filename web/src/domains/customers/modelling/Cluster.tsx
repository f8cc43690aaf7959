import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type ClusterEdge,
  type ClusterNode,
  type MatchCluster,
  readCluster,
} from '../../../../../contract/match-model.ts'
import { useTexts } from '../../../app/i18n.ts'
import { paths } from '../../../app/paths.ts'
import { useRead } from '../../../app/query.ts'
import { Anchor } from '../../../ui/Anchor.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { Segment } from '../../../ui/Segment.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { bitsIn } from '../review/bits.ts'
import { useSourceName } from '../words.ts'
import { ClusterGraph, type Picked } from './ClusterGraph.tsx'
import './cluster.css'

/** Everything the graph shows, in words. */
const useClusterWords = ({ nodes, customers }: MatchCluster) => {
  const { t } = useTranslation('modelling')
  const { how, field } = useTexts('customers')
  const format = useFormat()
  const sourceName = useSourceName()
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const names = new Map(customers.map(({ id, name }) => [id, name]))
  const ways: Record<string, string> = how
  const fields: Record<string, string> = field
  const record = (node: ClusterNode | undefined) =>
    node ? t('cluster.node', { source: sourceName(node.source), at: format.dayAt(node.at, true) }) : ''
  return {
    record,
    found: (node: ClusterNode) => ways[node.how] ?? node.how,
    customer: (node: ClusterNode) => names.get(node.customerId) ?? '',
    shared: ({ shared }: ClusterEdge) =>
      shared.length === 0
        ? t('cluster.nothing')
        : shared.map(({ field: name, value }) => `${fields[name] ?? name} ${value}`).join(' · '),
    other: ({ a, b }: ClusterEdge, id: string) => record(byId.get(a === id ? b : a)),
    ends: ({ a, b }: ClusterEdge) => `${record(byId.get(a))} – ${record(byId.get(b))}`,
  }
}
type Words = ReturnType<typeof useClusterWords>

const Chosen = ({ cluster, picked, words }: { cluster: MatchCluster; picked: Picked; words: Words }) => {
  const { t } = useTranslation('modelling')
  if (!picked) return <p className="cap">{t('cluster.pick')}</p>
  if ('edge' in picked)
    return (
      <p>
        <b>{words.ends(picked.edge)}</b>
        <br />
        {words.shared(picked.edge)}
      </p>
    )
  const { node } = picked
  const ties = cluster.edges.filter(({ a, b }) => a === node.id || b === node.id)
  return (
    <div>
      <b>{[words.record(node), node.name, node.dealer].filter(Boolean).join(' · ')}</b>
      <div className="cap">{words.found(node)}</div>
      <ul>
        {ties.map((edge) => (
          <li key={`${edge.a} ${edge.b}`}>
            {t('cluster.with', { record: words.other(edge, node.id), shared: words.shared(edge) })}
          </li>
        ))}
      </ul>
    </div>
  )
}

const ClusterTable = ({ cluster, words, label }: { cluster: MatchCluster; words: Words; label: string }) => {
  const { t } = useTranslation('modelling')
  const tiesOf = (id: string) => cluster.edges.filter(({ a, b }) => a === id || b === id)
  return (
    <PlainTable
      low
      label={label}
      rows={cluster.nodes}
      id={(node) => node.id}
      columns={[
        {
          key: 'record',
          title: t('cluster.record'),
          width: 170,
          cell: (node) => <span title={words.record(node)}>{words.record(node)}</span>,
        },
        {
          key: 'customer',
          title: t('cluster.customer'),
          width: 110,
          cell: (node) => (
            <span title={words.customer(node)}>
              {node.customerId === cluster.customerId ? t('cluster.own') : words.customer(node)}
            </span>
          ),
        },
        {
          key: 'found',
          title: t('cluster.found'),
          width: 120,
          cell: (node) => <span title={words.found(node)}>{words.found(node)}</span>,
        },
        {
          key: 'ties',
          title: t('cluster.ties'),
          cell: (node) => (
            <ul className="mo-ties">
              {tiesOf(node.id).length === 0 && <li>–</li>}
              {tiesOf(node.id).map((edge) => (
                <li key={`${edge.a} ${edge.b}`}>
                  {t('cluster.with', { record: words.other(edge, node.id), shared: words.shared(edge) })}
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  )
}

/** As large as it is, so that words stay readable; begins with the middle in sight. */
const Canvas = ({ children }: { children: ReactNode }) => {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const box = place.current
    box?.scrollTo((box.scrollWidth - box.clientWidth) / 2, (box.scrollHeight - box.clientHeight) / 2)
  }, [])
  return (
    <div ref={place} className="mo-canvas">
      {children}
    </div>
  )
}

const Loaded = ({ cluster }: { cluster: MatchCluster }) => {
  const { t } = useTranslation('modelling')
  const [view, setView] = useState<'graph' | 'table'>('graph')
  const [picked, setPicked] = useState<Picked>()
  const words = useClusterWords(cluster)
  const all = cluster.customers.reduce((sum, { records }) => sum + records, 0)
  const label = t('cluster.label', { records: cluster.nodes.length, customers: cluster.customers.length })
  const names = new Map(cluster.customers.map(({ id, name }) => [id, name]))
  if (cluster.nodes.length === 0) return <p className="cap">{t('cluster.none')}</p>
  return (
    <div className="mo-cluster">
      <div className="row">
        <Segment
          label={t('cluster.title')}
          value={view}
          onChange={setView}
          options={[
            { value: 'graph', label: t('cluster.graph') },
            { value: 'table', label: t('cluster.table') },
          ]}
        />
        <span className="cap end">
          {all > cluster.nodes.length ? t('cluster.more', { n: cluster.nodes.length, all }) : label}
        </span>
      </div>
      {view === 'graph' ? (
        <>
          <Canvas>
            <ClusterGraph cluster={cluster} picked={picked} onPick={setPicked} label={label} />
          </Canvas>
          <div className="mo-chosen" aria-live="polite">
            <Chosen cluster={cluster} picked={picked} words={words} />
          </div>
          <p className="cap">{t('cluster.same')}</p>
        </>
      ) : (
        <ClusterTable cluster={cluster} words={words} label={label} />
      )}
      {cluster.pairs.length > 0 && (
        <section>
          <h3 className="sec">{t('cluster.pairs')}</h3>
          <ul className="mo-pairs">
            {cluster.pairs.map((pair) => (
              <li key={pair.pairId}>
                <span className="cut">{`${names.get(pair.a)} – ${names.get(pair.b)}`}</span>
                <span className="nw">{t('cluster.weight', { bits: bitsIn(pair.weight) })}</span>
                <Anchor to={paths.review({ group: pair.groupId })}>{t('cluster.review')}</Anchor>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

/** A button that opens how the source records of one customer hang together. */
export const ClusterButton = ({ id }: { id: string }) => {
  const { t } = useTranslation('modelling')
  const [open, setOpen] = useState(false)
  const { data, problem, reload } = useRead(readCluster, { params: { id } }, { enabled: open })
  return (
    <>
      <Button look="quiet" icon="link" className="mo-open" onClick={() => setOpen(true)}>
        {t('cluster.open')}
      </Button>
      <Dialog open={open} title={t('cluster.title')} width={760} onClose={() => setOpen(false)}>
        {problem && <Problem problem={problem} onRetry={reload} />}
        {!data && !problem && <i className="bone" />}
        {data && <Loaded cluster={data} />}
      </Dialog>
    </>
  )
}
