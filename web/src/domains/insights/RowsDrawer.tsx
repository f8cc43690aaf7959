import { useTranslation } from 'react-i18next'
import {
  ageBuckets,
  exportRows,
  type LoopRow,
  type MetricKey,
  readRows,
} from '../../../../contract/insights.ts'
import { type Stage, stageWords } from '../../../../contract/lead-words.ts'
import { download } from '../../app/client.ts'
import { useLanguage } from '../../app/i18n.ts'
import { paths } from '../../app/paths.ts'
import { asProblem, useList } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { ask } from '../../ui/ask.ts'
import { Button } from '../../ui/Button.tsx'
import type { Column } from '../../ui/columns.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { Money } from '../../ui/Figures.tsx'
import { Grade, type GradeLetter } from '../../ui/Marks.tsx'
import { Empty } from '../../ui/Problem.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { toast } from '../../ui/Toast.store.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { useGo } from '../../ui/useGo.ts'
import { useMediumWords } from '../campaigns/useMedia.ts'
import { useReasonWords } from './LostReasons.tsx'
import type { Board } from './useBoard.ts'

const grades: readonly string[] = ['H', 'A', 'B', 'C']
const isGrade = (text: string | null): text is GradeLetter => text !== null && grades.includes(text)

const useLeadColumns = (): Column<LoopRow>[] => {
  const { t } = useTranslation('insights')
  const { say } = useLanguage()
  const format = useFormat()
  const reason = useReasonWords()
  const stage = (row: LoopRow) =>
    row.stage && row.stage in stageWords ? say(stageWords[row.stage as Stage]) : (row.stage ?? '')
  return [
    {
      key: 'lead',
      title: t('rows.lead'),
      width: 150,
      cell: (row) => (
        <span className="lb-two">
          <b>
            {row.number} {isGrade(row.grade) && <Grade grade={row.grade} />}
          </b>
          <span className="q cut" title={row.series ?? ''}>
            {format.day(row.on, true)} {row.series}
          </span>
        </span>
      ),
    },
    {
      key: 'dealer',
      title: t('rows.dealer'),
      cell: (row) => (
        <span className="lb-two">
          <span className="cut" title={row.dealer ?? ''}>
            {row.dealer ?? t('rows.noDealer')}
          </span>
          <span className="q cut" title={row.campaign ?? ''}>
            {row.campaign ?? row.region}
          </span>
        </span>
      ),
    },
    {
      key: 'state',
      title: t('rows.state'),
      width: 124,
      number: true,
      cell: (row) => (
        <span className="lb-two">
          <span>{row.revenueFen ? <Money fen={row.revenueFen} /> : stage(row)}</span>
          <span className="q cut">
            {row.lostReason
              ? reason(row.lostReason)
              : row.breaches
                ? t('rows.breaches', { n: row.breaches })
                : row.at && format.dayAt(row.at, true)}
          </span>
        </span>
      ),
    },
  ]
}

const useSpendColumns = (): Column<LoopRow>[] => {
  const { t } = useTranslation('insights')
  const format = useFormat()
  const medium = useMediumWords()
  return [
    {
      key: 'campaign',
      title: t('rows.campaign'),
      cell: (row) => (
        <span className="lb-two">
          <b className="cut" title={row.campaign ?? ''}>
            {row.campaign}
          </b>
          <span className="q cut">
            {format.day(row.on)} {row.medium && medium(row.medium)}
          </span>
        </span>
      ),
    },
    {
      key: 'contacts',
      title: t('rows.contacts'),
      width: 80,
      number: true,
      cell: (row) => (row.contacts === null ? '–' : format.number(row.contacts)),
    },
    {
      key: 'spend',
      title: t('rows.spend'),
      width: 108,
      number: true,
      cell: (row) => <Money fen={row.spendFen} />,
    },
  ]
}

type Choice = { bucket?: (typeof ageBuckets)[number]; reason?: string }

const useExport = (metric: MetricKey, board: Board, choice: Choice) => {
  const { t } = useTranslation('insights')
  return async () => {
    const answer = await ask({ title: t('rows.exportTitle'), text: t('rows.exportText'), reasons: [] })
    if (!answer?.reason) return
    const query = { ...board.query, ...choice, reason_for_export: answer.reason }
    try {
      await download(exportRows, { params: { metric }, query }, t('rows.file'))
    } catch (error) {
      const problem = asProblem(error)
      if (problem) toast({ text: problem.message, problem })
    }
  }
}

/** Takes the rows along, or says why this user may not. */
export const ExportFoot = ({ onExport }: { onExport: () => void }) => {
  const { t } = useTranslation('insights')
  const may = useCan('insights.export')
  return (
    <>
      <Button icon="export" disabled={!may} title={may ? undefined : t('rows.noExport')} onClick={onExport}>
        {t('rows.export')}
      </Button>
      {!may && <span className="cap">{t('rows.noExport')}</span>}
    </>
  )
}

/** The leads, or the days of spend, behind one figure: keyset-paged, and to be taken along as CSV. */
export const RowsDrawer = ({ metric, board }: { metric: MetricKey; board: Board }) => {
  const { t } = useTranslation('insights')
  const go = useGo()
  const reasonOf = useReasonWords()
  const bucket = ageBuckets.find((one) => one === board.search.one('bucket'))
  const reason = board.search.one('reason')
  const choice: Choice = { ...(bucket ? { bucket } : {}), ...(reason ? { reason } : {}) }
  const list = useList(readRows, { params: { metric }, query: { ...board.query, ...choice } })
  const isSpend = metric === 'spend' || metric === 'contacts'
  const leadColumns = useLeadColumns()
  const spendColumns = useSpendColumns()
  const takeAlong = useExport(metric, board, choice)
  const name = t(`step.${metric}`)
  return (
    <SideDrawer
      title={isSpend ? t('rows.spendTitle') : t('rows.title', { name })}
      sub={bucket ? t('rows.bucket', { range: bucket.replace('-', '–') }) : reason && reasonOf(reason)}
      onClose={() => board.search.set({ rows: undefined, bucket: undefined, reason: undefined })}
      footer={<ExportFoot onExport={() => void takeAlong()} />}
    >
      <div className="lb-rows">
        <DataTable
          label={name}
          list={list}
          columns={isSpend ? spendColumns : leadColumns}
          id={(row) => row.id + row.on}
          rowHeight={52}
          {...(isSpend ? {} : { onOpen: (row: LoopRow) => go(paths.lead(row.id)) })}
          empty={<Empty icon="rows" title={t('rows.nothing')} />}
        />
      </div>
    </SideDrawer>
  )
}
