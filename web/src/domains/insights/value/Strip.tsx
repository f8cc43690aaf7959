import { useTranslation } from 'react-i18next'
import { Stat, StatStrip } from '../../../ui/Stat.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import type { Chosen, Value, ValueBoard } from './useValue.ts'
import { accountOf, ValueFigure } from './ValueFigure.tsx'

type Props = { data: ValueBoard; value: Value }
type Shown = {
  name: string
  figure: string
  unit?: string
  of?: Chosen
  count?: number
  question?: 'value-curve'
}

const total = (rows: { profitFen: number | null }[]) =>
  rows.reduce((sum, row) => sum + (row.profitFen ?? 0), 0)

const useMoneyStats = ({ classes, abc, valuation, curve }: ValueBoard): Shown[] => {
  const { t } = useTranslation('value')
  const format = useFormat()
  const expected = classes.reduce((sum, row) => sum + (row.expectedFen ?? 0), 0)
  return [
    { name: t('stat.profit'), figure: format.shortMoney(total(abc)) },
    valuation?.spend
      ? { name: t('stat.expected'), figure: format.shortMoney(expected) }
      : { name: t('stat.expected'), figure: '–', unit: t('stat.notForetold') },
    {
      name: t('stat.bestFifth'),
      figure: curve ? format.percent(curve.shares[20] ?? 0) : '–',
      question: 'value-curve',
    },
    {
      name: t('stat.fourFifths'),
      figure: curve ? format.percent(curve.forFourFifths) : '–',
      question: 'value-curve',
    },
  ]
}

/** What the board says in a minute. */
export const Strip = ({ data, value }: Props) => {
  const { t } = useTranslation('value')
  const format = useFormat()
  const money = useMoneyStats(data)
  const { customers, lossFen, byFree } = data.atLoss
  const atLoss: Shown = {
    name: t('stat.atLoss'),
    figure: format.number(customers),
    unit: lossFen === null ? t('stat.byFree', { n: format.number(byFree) }) : format.shortMoney(lossFen),
    of: { atLoss: 'true' },
    count: customers,
  }
  const all: Shown = { name: t('customers'), figure: format.number(data.customers) }
  return (
    <StatStrip>
      {[
        all,
        ...(data.seesMoney ? money.slice(0, 2) : []),
        atLoss,
        ...(data.seesMoney ? money.slice(2) : []),
      ].map(({ name, figure, unit, question, ...of }) => (
        <Stat
          key={name}
          name={name}
          unit={unit}
          figure={
            <ValueFigure
              name={name}
              figure={figure}
              account={accountOf(data, question ?? 'value-classes')}
              data={data}
              value={value}
              {...of}
            />
          }
        />
      ))}
    </StatStrip>
  )
}
