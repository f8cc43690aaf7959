import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../app/i18n.ts'
import { Meter } from '../../../ui/Figures.tsx'
import { StateTag } from '../../../ui/Marks.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import type { Version } from './useModels.ts'
import { useValueWords } from './useValueWords.ts'

/** A quarter asks for a new training: the meter is full there. */
const fullAt = 0.25
const looks = { stable: 'outline', watch: 'plain', shifted: 'fault' } as const

/** How far those it meets have moved from those it learned from. */
export const Drift = ({ version }: { version: Version }) => {
  const { t } = useTranslation('propensity')
  const { say } = useLanguage()
  const format = useFormat()
  const rows = [...(version.drift ?? [])].sort((a, b) => b.index - a.index)
  return (
    <Panel
      flush
      title={t('drift.title')}
      note={
        version.driftAt ? `${t('drift.note')} · ${format.instant(version.driftAt, true)}` : t('drift.note')
      }
    >
      <PlainTable
        low
        label={t('drift.title')}
        rows={rows}
        id={({ feature }) => feature.en}
        empty={<p className="q2 vb-why">{t('drift.none')}</p>}
        columns={[
          { key: 'feature', title: t('drift.feature'), cell: ({ feature }) => say(feature) },
          {
            key: 'bar',
            title: '',
            width: 90,
            cell: ({ index, feature }) => (
              <Meter share={index / fullAt} label={`${say(feature)} ${format.number(index, 3)}`} />
            ),
          },
          {
            key: 'index',
            title: t('drift.index'),
            width: 72,
            number: true,
            cell: ({ index }) => format.number(index, 3),
          },
          {
            key: 'verdict',
            title: '',
            width: 84,
            cell: ({ verdict }) => <StateTag look={looks[verdict]}>{t(`drift.verdict.${verdict}`)}</StateTag>,
          },
        ]}
      />
    </Panel>
  )
}

/** What it looks at: weights of a sum, or the features of trees. */
export const Weights = ({ version }: { version: Version }) => {
  const { t } = useTranslation('propensity')
  const { say } = useLanguage()
  const format = useFormat()
  const worded = useValueWords()
  const { weights, features } = version
  const signed = (weight: number) => `${weight > 0 ? '+' : ''}${format.number(weight, 2)}`
  return (
    <Panel
      flush
      title={t('weights.title')}
      note={t(weights.length > 0 ? 'weights.noteSum' : 'weights.noteTrees')}
    >
      {weights.length === 0 ? (
        <p className="vb-why">{t('weights.features', { names: features.map(say).join(t('list')) })}</p>
      ) : (
        <PlainTable
          low
          label={t('weights.title')}
          rows={weights}
          id={({ feature, level }) => `${feature.en} ${level?.en}`}
          columns={[
            { key: 'feature', title: t('weights.feature'), cell: ({ feature }) => say(feature) },
            {
              key: 'level',
              title: t('weights.level'),
              cell: ({ name, level }) => <span className="cut">{level && worded(name, level)}</span>,
            },
            {
              key: 'weight',
              title: t('weights.weight'),
              width: 72,
              number: true,
              cell: ({ weight }) => signed(weight),
            },
            {
              key: 'error',
              title: t('weights.error'),
              width: 84,
              number: true,
              cell: ({ error }) => (error === null ? '–' : format.number(error, 2)),
            },
          ]}
        />
      )}
    </Panel>
  )
}
