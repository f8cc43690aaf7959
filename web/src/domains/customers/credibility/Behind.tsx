import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  exportQualityRecords,
  listQualityRecords,
  type QualityRecord,
} from '../../../../../contract/credibility.ts'
import { download } from '../../../app/client.ts'
import { paths } from '../../../app/paths.ts'
import { asProblem, useList } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { ask } from '../../../ui/ask.ts'
import { Button } from '../../../ui/Button.tsx'
import type { Column } from '../../../ui/columns.tsx'
import { DataTable } from '../../../ui/DataTable.tsx'
import { Empty } from '../../../ui/Problem.tsx'
import { SideDrawer } from '../../../ui/SideDrawer.tsx'
import { toast } from '../../../ui/Toast.store.ts'
import { useFormat } from '../../../ui/useFormat.ts'
import { useGo } from '../../../ui/useGo.ts'
import { useSourceName } from '../words.ts'
import type { QualityPlace } from './useQuality.ts'
import { useFieldWords } from './words.ts'

/** Everything that is wrong with a record, in one line. */
const useWhy = () => {
  const { t } = useTranslation('quality')
  const words = useFieldWords()
  return (row: QualityRecord): string => {
    const why = [
      ...(row.heard === false ? [t('rows.unheard')] : []),
      ...(row.bounced ? [t('rows.bounced')] : []),
      ...(row.faults.length > 0 ? [words.faults(row.faults)] : []),
      ...(row.contradicted.length > 0
        ? [t('rows.contradicts', { fields: words.names(row.contradicted) })]
        : []),
      ...(row.missing.length > 0 ? [t('rows.missing', { fields: words.names(row.missing) })] : []),
      ...(row.verified ? [t('rows.verified')] : []),
    ]
    return why.length > 0 ? why.join(' · ') : t('rows.fine')
  }
}

const useRecordColumns = (): Column<QualityRecord>[] => {
  const { t } = useTranslation('quality')
  const format = useFormat()
  const sourceName = useSourceName()
  const why = useWhy()
  return [
    {
      key: 'name',
      title: t('column.name'),
      width: 132,
      cell: (row) => (
        <span className="cq-two">
          <b className="cut">{row.name}</b>
          <span className="q cut" title={sourceName(row.source)}>
            {format.month(row.month)} · {sourceName(row.source)}
          </span>
        </span>
      ),
    },
    {
      key: 'why',
      title: t('column.why'),
      cell: (row) => (
        <span className="cq-two">
          <span className="cut" title={why(row)}>
            {why(row)}
          </span>
          <span className="q cut">{[row.consultant, row.dealer].filter(Boolean).join(' · ') || '–'}</span>
        </span>
      ),
    },
    {
      key: 'score',
      title: t('column.score'),
      width: 86,
      number: true,
      cell: (row) => <b>{format.number(row.score, 0)}</b>,
    },
  ]
}

/** The records behind a figure; each leads to its customer. */
export const Behind = ({ place }: { place: QualityPlace }) => {
  const { t } = useTranslation('quality')
  const { t: c } = useTranslation('customers')
  const go = useGo()
  const mayExport = useCan('customers.export')
  const [busy, setBusy] = useState(false)
  const { trouble, field, ofSource, ofDealer, ofConsultant } = place.open!
  const query = {
    ...place.choice,
    ...(trouble && { trouble }),
    ...(field && { field }),
    ...(ofSource && { source: ofSource }),
    ...(ofDealer && { dealer: ofDealer }),
    ...(ofConsultant && { consultant: ofConsultant }),
  }
  const list = useList(listQualityRecords, { query })
  const columns = useRecordColumns()
  const words = useFieldWords()
  const takeAlong = async () => {
    const answer = await ask({
      title: c('export.title'),
      text: c('export.text'),
      confirm: c('export.open'),
      reasons: [c('export.check'), c('export.other')],
    })
    if (!answer) return
    setBusy(true)
    try {
      await download(
        exportQualityRecords,
        { body: { reason: answer.reason, filters: query } },
        'data-quality.csv',
      )
    } catch (error) {
      toast({ problem: asProblem(error) })
    } finally {
      setBusy(false)
    }
  }
  const title = t(`trouble.${trouble ?? 'all'}`)
  return (
    <SideDrawer
      title={title}
      sub={field && words.name(field)}
      onClose={place.close}
      footer={
        <>
          <Button
            icon="export"
            busy={busy}
            disabled={!mayExport}
            title={mayExport ? undefined : t('rows.noExport')}
            onClick={() => void takeAlong()}
          >
            {t('rows.export')}
          </Button>
          {!mayExport && <span className="cap">{t('rows.noExport')}</span>}
        </>
      }
    >
      <div className="cq-rows">
        <DataTable
          label={title}
          list={list}
          columns={columns}
          id={(row) => row.recordId}
          rowHeight={52}
          onOpen={(row) => go(paths.customer(row.customerId))}
          empty={<Empty icon="rows" title={t('rows.nothing')} />}
        />
      </div>
    </SideDrawer>
  )
}
