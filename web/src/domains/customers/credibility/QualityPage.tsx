import { useTranslation } from 'react-i18next'
import {
  type Quality,
  qualityDimensions,
  readQuality,
  type Trouble,
} from '../../../../../contract/credibility.ts'
import { useRead } from '../../../app/query.ts'
import { FilterBar } from '../../../ui/FilterBar.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Empty, Problem } from '../../../ui/Problem.tsx'
import { Split } from '../../../ui/SideDrawer.tsx'
import { Stat, StatStrip } from '../../../ui/Stat.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { Views } from '../../../ui/Views.tsx'
import { Behind } from './Behind.tsx'
import { useScoreExplained } from './Estimate.tsx'
import { QualityTable } from './QualityTable.tsx'
import { FieldShares, Months } from './Side.tsx'
import { type QualityPlace, useQuality } from './useQuality.ts'
import './credibility.css'

const stats = [
  ['complete', 'incomplete'],
  ['invalid', 'invalid'],
  ['contradicted', 'contradicted'],
  ['verified', 'unverified'],
  ['bounced', 'bounced'],
  ['unheard', 'unheard'],
] as const satisfies readonly (readonly [string, Trouble])[]

/** What all records in sight come to; each figure says what it means and leads to the records that bring it down. */
const Totals = ({ quality, place }: { quality: Quality; place: QualityPlace }) => {
  const { t } = useTranslation('quality')
  const format = useFormat()
  const explained = useScoreExplained(undefined, quality.at)
  const { total } = quality
  if (!total) return null
  const shown = place.open?.trouble
  return (
    <StatStrip>
      <Stat
        name={t('column.score')}
        figure={format.number(total.mean, 1)}
        unit={t('outOf')}
        explain={explained(total)}
      />
      <Stat
        name={t('column.records')}
        figure={format.number(total.records)}
        explain={{ definition: t('explain.records'), owner: t('explain.owner') }}
        selected={place.open !== undefined && !shown}
        onSelect={() => place.show('all')}
      />
      {stats.map(([key, trouble]) => {
        const { n, of } = total[key]
        return (
          <Stat
            key={key}
            name={t(`column.${key}`)}
            figure={of === 0 ? '–' : format.percent(n / of)}
            selected={shown === trouble}
            onSelect={() => place.show(trouble)}
            explain={{
              definition: t(`explain.${key}`),
              formula: t(key === 'complete' ? 'explain.completeFormula' : 'explain.formula', {
                n: format.number(n),
                of: format.number(of),
              }),
              ...(quality.at && { freshness: t('at', { at: format.instant(quality.at) }) }),
              owner: t('explain.owner'),
            }}
          />
        )
      })}
    </StatStrip>
  )
}

const Body = ({ quality, place }: { quality: Quality; place: QualityPlace }) => {
  const { t } = useTranslation('quality')
  if (!quality.total)
    return (
      <Empty icon="rows" title={t(quality.at ? 'rows.nothing' : 'noneTitle')}>
        {!quality.at && t('none')}
      </Empty>
    )
  return (
    <>
      <Totals quality={quality} place={place} />
      <div className="cq-grid">
        <QualityTable quality={quality} place={place} />
        <div className="cq-side">
          <FieldShares quality={quality} place={place} />
          <Months months={quality.months} />
        </div>
      </div>
    </>
  )
}

export const QualityPage = () => {
  const { t } = useTranslation('quality')
  const format = useFormat()
  const place = useQuality()
  const { by, choice, search } = place
  const { data, problem, reload } = useRead(
    readQuality,
    { query: { by, ...choice } },
    { refetchSeconds: 300 },
  )
  const dimensions = qualityDimensions.filter((one) => !(place.atDealer && one === 'dealer'))
  return (
    <Page title={t('title')}>
      <Views
        views={dimensions.map((key) => ({ key, label: t(`by.${key}`) }))}
        value={by}
        onChange={(key) => search.set({ by: key })}
      />
      <Split drawer={place.open && <Behind place={place} />}>
        <FilterBar filters={place.filters} end={data?.at && t('at', { at: format.instant(data.at, true) })} />
        <div className="cq">
          {problem && <Problem problem={problem} onRetry={reload} />}
          {data && <Body quality={data} place={place} />}
          {!data && !problem && (
            <div className="list-state" role="status">
              {[1, 2, 3, 4].map((bar) => (
                <i key={bar} className="bone" />
              ))}
            </div>
          )}
        </div>
      </Split>
    </Page>
  )
}
