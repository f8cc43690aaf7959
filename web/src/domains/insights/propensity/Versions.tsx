import { useTranslation } from 'react-i18next'
import { StateTag } from '../../../ui/Marks.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import type { Version } from './useModels.ts'

export const State = ({ version }: { version: Version }) => {
  const { t } = useTranslation('propensity')
  const { state, refusals, recommended } = version
  if (state !== 'challenger')
    return <StateTag look={state === 'champion' ? 'solid' : 'outline'}>{t(`state.${state}`)}</StateTag>
  const why = refusals.map((one) => t(`may.${one}`)).join(t('list'))
  if (why)
    return (
      <StateTag look="fault" icon="ban" title={t('refused', { why })}>
        {why}
      </StateTag>
    )
  return (
    <span className="row">
      <StateTag look="outline">{t('state.challenger')}</StateTag>
      {recommended && <span className="cap">{t('recommended')}</span>}
    </span>
  )
}

/** Champion, challengers and those that may not be: one line each, newest first. */
export const Versions = ({
  items,
  shown,
  onShow,
}: {
  items: Version[]
  shown: Version
  onShow: (number: number) => void
}) => {
  const { t } = useTranslation('propensity')
  const format = useFormat()
  return (
    <PlainTable
      low
      label={t('title')}
      rows={items}
      id={({ id }) => id}
      rowLook={({ id }) => (id === shown.id ? 'on' : undefined)}
      onOpen={({ number }) => onShow(number)}
      columns={[
        {
          key: 'version',
          title: t('column.version'),
          width: 84,
          cell: ({ number }) => <b>{t('version', { n: number })}</b>,
        },
        {
          key: 'algorithm',
          title: t('column.algorithm'),
          width: 110,
          cell: (one) => t(`algorithm.${one.algorithm}`),
        },
        { key: 'state', title: t('column.state'), width: 176, cell: (one) => <State version={one} /> },
        {
          key: 'area',
          title: t('column.area'),
          width: 172,
          number: true,
          cell: ({ area }) =>
            area && (
              <>
                {format.number(area.estimate, 3)}{' '}
                <span className="q">
                  {format.number(area.low, 3)}–{format.number(area.high, 3)}
                </span>
              </>
            ),
        },
        {
          key: 'lift',
          title: t('column.lift'),
          width: 84,
          number: true,
          cell: ({ lift }) => lift[0] && t('times', { n: format.number(lift[0].lift, 1) }),
        },
        {
          key: 'skill',
          title: t('column.skill'),
          width: 104,
          number: true,
          cell: ({ skill }) => format.percent(skill.estimate),
        },
        {
          key: 'base',
          title: t('column.base'),
          width: 84,
          number: true,
          cell: (one) => format.percent(one.baseRate),
        },
        {
          key: 'rows',
          title: t('column.rows'),
          width: 128,
          number: true,
          cell: (one) => `${format.number(one.trainedOn)} / ${format.number(one.heldOut)}`,
        },
        {
          key: 'trained',
          title: t('column.trained'),
          width: 128,
          cell: (one) => format.instant(one.trainedAt, true),
        },
        {
          key: 'published',
          title: t('column.published'),
          width: 190,
          cell: ({ publishedAt, publishedBy }) =>
            publishedAt && (
              <span className="q2 cut">
                {t('by', { name: publishedBy ?? '', at: format.instant(publishedAt, true) })}
              </span>
            ),
        },
      ]}
    />
  )
}
