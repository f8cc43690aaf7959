import { useTranslation } from 'react-i18next'
import type { Column } from '../../../ui/columns.tsx'
import { Money } from '../../../ui/Figures.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import type { Chosen, Value, ValueBoard } from './useValue.ts'
import { accountOf, ValueFigure } from './ValueFigure.tsx'

type Sums = Pick<ValueBoard['abc'][number], 'customers' | 'amountFen' | 'profitFen' | 'expectedFen'>
type Row = Sums & { key: string; name: string; why?: string; of: Chosen }

const useColumns = (data: ValueBoard, of: string): Column<Row>[] => {
  const { t } = useTranslation('value')
  const format = useFormat()
  const money = (key: 'amount' | 'profit' | 'expected', of: (row: Row) => number | null): Column<Row> => ({
    key,
    title: t(key),
    width: 88,
    number: true,
    cell: (row) => <Money fen={of(row)} short />,
  })
  return [
    { key: 'name', title: of, cell: (row) => <span title={row.why}>{row.name}</span> },
    {
      key: 'customers',
      title: t('customers'),
      width: 76,
      number: true,
      cell: (row) => format.number(row.customers),
    },
    {
      key: 'share',
      title: t('share2'),
      width: 68,
      number: true,
      cell: (row) => (data.customers > 0 ? format.percent(row.customers / data.customers) : '–'),
    },
    ...(data.seesMoney
      ? [money('amount', (row) => row.amountFen), money('profit', (row) => row.profitFen)]
      : []),
    ...(data.seesMoney && data.valuation?.spend ? [money('expected', (row) => row.expectedFen)] : []),
  ]
}

type Props = { data: ValueBoard; value: Value }

/** The four classes; without a forecast nobody is in one, and it says why. */
export const Classes = ({ data, value }: Props) => {
  const { t } = useTranslation('value')
  const columns = useColumns(data, t('rows.class'))
  const rows = data.classes.map(({ valueClass, ...sums }): Row => {
    const name = t(`classes.${valueClass ?? 'none'}`)
    const why = valueClass ? t(`classes.why.${valueClass}`) : t('classes.noneWhy')
    return { key: valueClass ?? 'none', name, why, of: valueClass ? { valueClass } : {}, ...sums }
  })
  return (
    <Panel
      flush
      title={
        <ValueFigure
          name={t('classes.title')}
          account={accountOf(data, 'value-classes')}
          data={data}
          value={value}
        />
      }
      note={t('classes.note')}
    >
      <PlainTable
        low
        label={t('classes.title')}
        columns={columns}
        rows={rows}
        id={(row) => row.key}
        onOpen={(row) => value.showRows(row.of)}
      />
      {rows.some((row) => row.key === 'none') && <p className="cap vb-why">{t('classes.noneWhy')}</p>}
    </Panel>
  )
}

export const Abc = ({ data, value }: Props) => {
  const { t } = useTranslation('value')
  const columns = useColumns(data, 'ABC')
  const rows = data.abc.map(
    ({ abc, ...sums }): Row => ({ key: abc, name: t('abc.class', { abc }), of: { abc }, ...sums }),
  )
  return (
    <Panel
      flush
      title={
        <ValueFigure
          name={t('abc.title')}
          account={accountOf(data, 'value-classes')}
          data={data}
          value={value}
        />
      }
      note={t('abc.note')}
    >
      <PlainTable
        low
        label={t('abc.title')}
        columns={columns}
        rows={rows}
        id={(row) => row.key}
        onOpen={(row) => value.showRows(row.of)}
      />
    </Panel>
  )
}
