import { useTranslation } from 'react-i18next'
import {
  cancelImport,
  type ImportDetail,
  listKeptRows,
  runImport,
  undoImport,
} from '../../../../../contract/imports.ts'
import { useList, useWrite } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { ask } from '../../../ui/ask.ts'
import { Button } from '../../../ui/Button.tsx'
import { Section } from '../../../ui/Panel.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { Note } from '../../../ui/Problem.tsx'
import { Progress } from '../../../ui/Steps.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useNow } from '../../../ui/useNow.ts'
import { useWrittenName } from '../words.ts'
import { Counts } from './Counts.tsx'
import { ErrorFile } from './ErrorFile.tsx'
import { People } from './People.tsx'

const useWritten = (item: ImportDetail) => {
  const nameOf = useWrittenName()
  return Object.entries(item.counts?.written ?? {}).flatMap(([table, made]) => {
    const name = nameOf(table)
    return name && made.created + made.updated > 0 ? [{ name, ...made }] : []
  })
}

const Written = ({ item }: { item: ImportDetail }) => {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const rows = useWritten(item)
  if (rows.length === 0) return null
  return (
    <div>
      <Section title={t('run.written')} />
      <PlainTable
        low
        rows={rows}
        id={(row) => row.name}
        columns={[
          { key: 'register', title: t('mapping.register'), cell: (row) => row.name },
          {
            key: 'created',
            title: t('run.created'),
            width: 90,
            number: true,
            cell: (row) => format.number(row.created),
          },
          {
            key: 'updated',
            title: t('run.updated'),
            width: 90,
            number: true,
            cell: (row) => format.number(row.updated),
          },
        ]}
      />
    </div>
  )
}

/** What an undo left standing, and why. */
const Kept = ({ item }: { item: ImportDetail }) => {
  const { t } = useTranslation('imports')
  const nameOf = useWrittenName()
  const list = useList(listKeptRows, { params: { id: item.id }, query: { limit: 50 } })
  if (list.items.length === 0) return <Note icon="check">{t('undo.doneText')}</Note>
  return (
    <div>
      <Section title={t('undo.keptTitle')} note={t('undo.kept', { n: item.kept })} />
      <PlainTable
        low
        rows={list.items}
        id={(row) => `${row.table}${row.key}`}
        columns={[
          { key: 'table', title: t('undo.table'), width: 100, cell: (row) => nameOf(row.table) ?? row.table },
          {
            key: 'key',
            title: t('undo.record'),
            cell: (row) => (
              <span className="mono" title={row.key}>
                {row.key}
              </span>
            ),
          },
          { key: 'why', title: t('undo.why'), width: 120, cell: (row) => t(`undo.reason.${row.reason}`) },
        ]}
      />
    </div>
  )
}

const useActs = (item: ImportDetail) => {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const written = useWritten(item)
  const here = { refresh: ['/api/imports'] }
  const params = { id: item.id }
  const run = useWrite(runImport, here)
  const cancel = useWrite(cancelImport, here)
  const take = useWrite(undoImport, here)
  const quietly = (work: Promise<unknown>) => void work.catch(() => {})
  const stop = async () => {
    const sure = await ask({ title: t('run.stopAsk'), text: t('run.stopText'), confirm: t('run.stop') })
    if (sure) quietly(cancel.send({ params }))
  }
  const undo = async () => {
    const parts = written.flatMap(({ name, created, updated }) => [
      ...(created > 0 ? [t('undo.made', { register: name, n: format.number(created) })] : []),
      ...(updated > 0 ? [t('undo.changed', { register: name, n: format.number(updated) })] : []),
    ])
    const what = parts.join(' · ') || t('undo.nothing')
    const sure = await ask({
      title: t('undo.title'),
      text: t('undo.text', { what }),
      confirm: t('undo.confirm'),
      danger: true,
    })
    if (sure) quietly(take.send({ params }))
  }
  return {
    busy: run.sending || cancel.sending || take.sending,
    run: () => quietly(run.send({ params })),
    stop: () => void stop(),
    undo: () => void undo(),
  }
}

/** The run as it goes, then what came of it, and the way back. */
export const ResultSide = ({ item }: { item: ImportDetail }) => {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const now = useNow()
  const mayRun = useCan('imports.run')
  const acts = useActs(item)
  const { state, counts, undoUntil } = item
  const under = state === 'running' || state === 'undoing'
  const stopped = state === 'failed' || state === 'cancelled'
  const late = undoUntil !== null && Date.parse(undoUntil) < now
  const whyNot = mayRun ? (late ? t('run.undoOver') : undefined) : t('mayNot')
  const titles = {
    running: 'run.running',
    undoing: 'undo.under',
    failed: 'run.failed',
    cancelled: 'run.cancelled',
    undone: 'undo.done',
  } as const
  const title = state in titles ? t(titles[state as keyof typeof titles]) : t('run.done')
  return (
    <aside className="iw-side" aria-label={title}>
      <header>
        <h2 className="h16">{title}</h2>
        {counts?.seconds !== undefined && !under && (
          <span className="cap end">
            {t('run.took', {
              n: format.number(counts.rows),
              seconds: format.number(counts.seconds, counts.seconds < 1 ? 2 : 1),
            })}
          </span>
        )}
      </header>
      <div className="body">
        {under && <Progress done={item.rowDone} total={item.rowTotal ?? Math.max(1, item.rowDone)} />}
        {stopped && (
          <Note look={state === 'failed' ? 'fault' : 'plain'} icon="warn">
            {item.error && <b>{item.error} </b>}
            {t(state === 'failed' ? 'run.failedText' : 'run.stopText')}{' '}
            {t('run.left', { n: format.number(item.rowDone) })}
          </Note>
        )}
        {counts && <Counts counts={counts} />}
        {state === 'done' && <People item={item} />}
        {state === 'undone' ? <Kept item={item} /> : <Written item={item} />}
      </div>
      <footer>
        {state === 'running' && (
          <Button big disabled={!mayRun} title={whyNot} busy={acts.busy} onClick={acts.stop}>
            {t('run.stop')}
          </Button>
        )}
        {stopped && (
          <Button look="primary" big disabled={!mayRun} title={whyNot} busy={acts.busy} onClick={acts.run}>
            {t('run.go')}
          </Button>
        )}
        {!under && counts && counts.invalid > 0 && <ErrorFile id={item.id} />}
        {(state === 'done' || stopped) && (
          <Button
            icon="undo"
            big
            disabled={whyNot !== undefined}
            title={whyNot}
            busy={acts.busy}
            onClick={acts.undo}
          >
            {t('undo.start')}
          </Button>
        )}
        {undoUntil && state === 'done' && !late && (
          <span className="cap end">{t('run.undoUntil', { day: format.dayAt(undoUntil) })}</span>
        )}
      </footer>
    </aside>
  )
}
