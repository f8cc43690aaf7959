import { useTranslation } from 'react-i18next'
import type { Quality, QualityRow, Trouble } from '../../../../../contract/credibility.ts'
import type { Column } from '../../../ui/columns.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { Explain } from '../../../ui/Stat.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useSourceName } from '../words.ts'
import { Estimate } from './Estimate.tsx'
import type { QualityPlace } from './useQuality.ts'

type Share = { n: number; of: number }

/** A share, and the records behind it; nothing to judge is a dash. */
const ShareOf = ({ share, run }: { share: Share; run: () => void }) => {
  const format = useFormat()
  if (share.of === 0) return <span className="q">–</span>
  const value = share.n / share.of
  return (
    <button
      type="button"
      className="cq-num"
      title={`${format.number(share.n)} ÷ ${format.number(share.of)}`}
      onClick={(event) => {
        event.stopPropagation()
        run()
      }}
    >
      {value > 0 && value < 0.001 ? '<0.1%' : format.percent(value)}
    </button>
  )
}

const shares = [
  ['complete', 'incomplete'],
  ['invalid', 'invalid'],
  ['contradicted', 'contradicted'],
  ['verified', 'unverified'],
  ['bounced', 'bounced'],
  ['unheard', 'unheard'],
] as const satisfies readonly (readonly [keyof QualityRow, Trouble])[]

const useQualityColumns = (quality: Quality, place: QualityPlace): Column<QualityRow>[] => {
  const { t } = useTranslation('quality')
  const format = useFormat()
  const sourceName = useSourceName()
  const head = (key: 'score' | 'records' | (typeof shares)[number][0]) => (
    <Explain
      name={t(`column.${key}`)}
      figure=""
      explain={{
        definition: t(`explain.${key}`),
        ...(key === 'score' && { formula: t('explain.scoreRule') }),
        owner: t('explain.owner'),
      }}
    >
      {t(`column.${key}`)}
    </Explain>
  )
  const nameOf = (row: QualityRow) =>
    place.by === 'source' ? sourceName(row.key) : (row.name ?? t('noConsultant'))
  return [
    {
      key: 'name',
      title: t(`column.${place.by}`),
      width: place.by === 'consultant' ? 84 : 150,
      cell: (row) => (
        <span className="cut" title={nameOf(row)}>
          {nameOf(row)}
        </span>
      ),
    },
    ...(place.by === 'consultant' && !place.atDealer
      ? [
          {
            key: 'dealer',
            title: t('column.dealer'),
            width: 108,
            cell: (row: QualityRow) => (
              <span className="cut q2" title={row.dealer ?? ''}>
                {row.dealer ?? '–'}
              </span>
            ),
          },
        ]
      : []),
    {
      key: 'score',
      title: head('score'),
      width: 164,
      number: true,
      cell: (row) => <Estimate row={row} prior={quality.prior} at={quality.at} />,
    },
    {
      key: 'records',
      title: head('records'),
      width: 68,
      number: true,
      cell: (row) => (
        <button
          type="button"
          className="cq-num"
          onClick={(event) => {
            event.stopPropagation()
            place.show('all', { key: row.key })
          }}
        >
          {format.number(row.records)}
        </button>
      ),
    },
    ...shares.map(
      ([key, trouble]): Column<QualityRow> => ({
        key,
        title: head(key),
        width: 72,
        number: true,
        cell: (row) => <ShareOf share={row[key]} run={() => place.show(trouble, { key: row.key })} />,
      }),
    ),
  ]
}

/** The least credible first. A source or dealer chosen narrows everything and goes one step down. */
export const QualityTable = ({ quality, place }: { quality: Quality; place: QualityPlace }) => {
  const { t } = useTranslation('quality')
  const columns = useQualityColumns(quality, place)
  const { by, search } = place
  const narrow = (row: QualityRow) => {
    if (by === 'source') search.set({ source: row.key, by: place.atDealer ? 'consultant' : 'dealer' })
    else if (by === 'dealer') search.set({ dealer: row.key, by: 'consultant' })
    else place.show('all', { key: row.key })
  }
  return (
    <Panel flush title={t(`by.${by}`)} note={t('worstFirst')}>
      <div className="cq-scroll">
        <PlainTable
          low
          label={t(`by.${by}`)}
          columns={columns}
          rows={quality.rows}
          id={(row) => `${row.key} ${row.dealerId ?? ''}`}
          onOpen={narrow}
          empty={t('rows.nothing')}
        />
      </div>
    </Panel>
  )
}
