import { useTranslation } from 'react-i18next'
import { exportValueRows, readValueRows, type ValueRow } from '../../../../../contract/value.ts'
import { download } from '../../../app/client.ts'
import { paths } from '../../../app/paths.ts'
import { asProblem, useList } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { Anchor } from '../../../ui/Anchor.tsx'
import { ask } from '../../../ui/ask.ts'
import type { Column } from '../../../ui/columns.tsx'
import { DataTable } from '../../../ui/DataTable.tsx'
import { Money } from '../../../ui/Figures.tsx'
import { Empty } from '../../../ui/Problem.tsx'
import { SideDrawer } from '../../../ui/SideDrawer.tsx'
import { toast } from '../../../ui/Toast.store.ts'
import { useFormat } from '../../../ui/useFormat.ts'
import { useGo } from '../../../ui/useGo.ts'
import { ExportFoot } from '../RowsDrawer.tsx'
import type { RowsAsked, Value } from './useValue.ts'

const useColumns = (money: boolean): Column<ValueRow>[] => {
  const { t } = useTranslation('value')
  const format = useFormat()
  const paid: Column<ValueRow> = {
    key: 'money',
    title: t('rows.money'),
    width: 132,
    number: true,
    cell: (row) => (
      <span className="lb-two">
        <Money fen={row.profitFen} short />
        <span className="q">
          <Money fen={row.expectedFen} short />
        </span>
      </span>
    ),
  }
  return [
    {
      key: 'customer',
      title: t('rows.customer'),
      cell: (row) => (
        <span className="lb-two">
          <Anchor className="cut" to={paths.customer(row.id)} onClick={(event) => event.stopPropagation()}>
            {row.name ?? t('rows.unnamed')}
          </Anchor>
          <span className="q cut">
            {t('rows.last', { n: format.number(row.daysSince) })} ·{' '}
            {t('rows.purchases', { n: format.number(row.purchases) })}
            {row.lapseRisk !== null && ` · ${t('rows.lapse', { share: format.percent(row.lapseRisk, 0) })}`}
          </span>
        </span>
      ),
    },
    {
      key: 'class',
      title: t('rows.class'),
      width: 132,
      cell: (row) => (
        <span className="lb-two">
          <span className="cut">
            {row.abc} · {t(row.valueClass ? `classes.${row.valueClass}` : `stages.${row.stage}`)}
          </span>
          <span className="q cut">
            {t('rows.scores', { r: row.recency, f: row.frequency, m: row.monetary })}
            {row.lossCause && ` · ${t('rows.atLoss')}`}
          </span>
        </span>
      ),
    },
    ...(money ? [paid] : []),
  ]
}

/** The filters of the rows in words. */
const useChoiceWords = () => {
  const { t } = useTranslation('value')
  return ({ valueClass, abc, stage, recency, frequency, atLoss }: RowsAsked) =>
    [
      valueClass?.map((one) => t(`classes.${one}`)),
      abc?.map((one) => t('abc.class', { abc: one })),
      stage?.map((one) => t(`stages.${one}`)),
      recency && t('rfm.row', { n: recency }),
      frequency && t('rfm.column', { n: frequency }),
      atLoss && t('stat.atLoss'),
    ]
      .flat()
      .filter(Boolean)
      .join(' · ') || t('rows.all')
}

type Props = { asked: RowsAsked; money: boolean; value: Value }

/** The customers behind a number, most profitable first: keyset-paged, and to be taken along as CSV. */
export const CustomersDrawer = ({ asked, money, value }: Props) => {
  const { t } = useTranslation('value')
  const { t: shared } = useTranslation('insights')
  const go = useGo()
  const words = useChoiceWords()
  const query = { ...value.query, ...asked }
  const list = useList(readValueRows, { query })
  const mayOpen = useCan('customers.read')
  const takeAlong = async () => {
    const answer = await ask({ title: t('rows.exportTitle'), text: shared('rows.exportText'), reasons: [] })
    if (!answer?.reason) return
    try {
      await download(
        exportValueRows,
        { query: { ...query, reason_for_export: answer.reason } },
        t('rows.file'),
      )
    } catch (error) {
      const problem = asProblem(error)
      if (problem) toast({ text: problem.message, problem })
    }
  }
  return (
    <SideDrawer
      title={t('rows.title')}
      sub={words(asked)}
      onClose={value.closeRows}
      footer={<ExportFoot onExport={() => void takeAlong()} />}
    >
      <div className="lb-rows">
        <DataTable
          label={t('rows.title')}
          list={list}
          columns={useColumns(money)}
          id={(row) => row.id}
          rowHeight={52}
          {...(mayOpen ? { onOpen: (row: ValueRow) => go(paths.customer(row.id)) } : {})}
          empty={<Empty icon="users" title={t('rows.nothing')} />}
        />
      </div>
    </SideDrawer>
  )
}
