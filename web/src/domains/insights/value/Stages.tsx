import { useTranslation } from 'react-i18next'
import { Panel } from '../../../ui/Panel.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import type { Value, ValueBoard } from './useValue.ts'
import { accountOf, ValueFigure } from './ValueFigure.tsx'

/** The life of a customer from left to right; each stage opens its people. */
export const Stages = ({ data, value }: { data: ValueBoard; value: Value }) => {
  const { t } = useTranslation('value')
  const format = useFormat()
  return (
    <Panel
      flush
      title={
        <ValueFigure
          name={t('stages.title')}
          account={accountOf(data, 'value-classes')}
          data={data}
          value={value}
        />
      }
      note={t('stages.note')}
    >
      <ol className="vb-stages">
        {data.stages.map(({ stage, customers, profitFen }) => (
          <li key={stage}>
            <button type="button" onClick={() => value.showRows({ stage })}>
              <span className="cap">{t(`stages.${stage}`)}</span>
              <b>{format.number(customers)}</b>
              <span className="cap">
                {data.customers > 0 ? format.percent(customers / data.customers) : '–'}
                {profitFen !== null && ` · ${t('profit')} ${format.shortMoney(profitFen)}`}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
