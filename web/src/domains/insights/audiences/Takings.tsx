import { useTranslation } from 'react-i18next'
import type { AudienceTaking } from '../../../../../contract/audiences.ts'
import { Meter } from '../../../ui/Figures.tsx'
import { StateTag } from '../../../ui/Marks.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { useFormat } from '../../../ui/useFormat.ts'

/** Its size over time: every taking beside the largest. */
export const Takings = ({ takings }: { takings: AudienceTaking[] }) => {
  const { t } = useTranslation('audiences')
  const format = useFormat()
  const largest = Math.max(1, ...takings.map(({ size }) => size))
  return (
    <Panel flush title={t('history')} note={t('historyNote')}>
      <div className="au-takings">
        <PlainTable
          low
          label={t('history')}
          rows={takings}
          id={(row) => String(row.number)}
          columns={[
            {
              key: 'taken',
              title: t('taken'),
              width: 220,
              cell: (row) => (
                <span className="row">
                  {t('version', { n: row.number, at: format.instant(row.at, true) })}
                  {row.newRule && <StateTag look="outline">{t('newRule')}</StateTag>}
                </span>
              ),
            },
            {
              key: 'size',
              title: t('size'),
              width: 160,
              number: true,
              cell: (row) => (
                <span className="row au-size">
                  <Meter share={row.size / largest} label={format.number(row.size)} />
                  {format.number(row.size)}
                </span>
              ),
            },
            {
              key: 'joined',
              title: t('joined'),
              width: 72,
              number: true,
              cell: (row) => format.number(row.joined),
            },
            {
              key: 'gone',
              title: t('gone'),
              width: 64,
              number: true,
              cell: (row) => format.number(row.gone),
            },
          ]}
        />
      </div>
    </Panel>
  )
}
