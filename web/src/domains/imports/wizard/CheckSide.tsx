import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import {
  cancelImport,
  checkImport,
  discardImport,
  type ImportCounts,
  type ImportDetail,
  runImport,
} from '../../../../../contract/imports.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { paths } from '../../../app/paths.ts'
import { useWrite } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { ask } from '../../../ui/ask.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { Note } from '../../../ui/Problem.tsx'
import { Progress } from '../../../ui/Steps.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useGo } from '../../../ui/useGo.ts'
import { useKinds } from '../words.ts'
import { Conflicts } from './Conflicts.tsx'
import { Counts } from './Counts.tsx'
import { ErrorFile } from './ErrorFile.tsx'
import { Options } from './Options.tsx'
import { useChange } from './useChange.ts'

const shownReasons = 4

/** Why rows are refused, the most frequent first, in one sentence. */
const InvalidNote = ({ item, counts }: { item: ImportDetail; counts: ImportCounts }) => {
  const { t } = useTranslation('imports')
  const { say } = useLanguage()
  const { fieldName } = useKinds()
  const format = useFormat()
  const first = counts.problems.slice(0, shownReasons)
  const rest = counts.problems.slice(shownReasons).reduce((sum, one) => sum + one.rows, 0)
  const reasons = [
    ...first.map((one) =>
      t('check.reason', {
        n: format.number(one.rows),
        field: fieldName(item.kind, one.field),
        what: say(one.message),
      }),
    ),
    ...(rest > 0 ? [t('check.other', { n: format.number(rest) })] : []),
  ]
  return (
    <Note look="fault" icon="warn">
      <b>{t('check.invalidTitle', { n: format.number(counts.invalid) })}</b>
      <ul className="iw-why">
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {t('check.invalidText', { rest: format.number(counts.rows - counts.invalid) })}
    </Note>
  )
}

const useActs = (item: ImportDetail) => {
  const { t } = useTranslation('imports')
  const go = useGo()
  const here = { refresh: ['/api/imports'] }
  const params = { id: item.id }
  const check = useWrite(checkImport, here)
  const run = useWrite(runImport, here)
  const cancel = useWrite(cancelImport, here)
  const remove = useWrite(discardImport, {
    ...here,
    done: () => t('run.discarded'),
    onDone: () => go(paths.imports(), true),
  })
  const quietly = (work: Promise<unknown>) => void work.catch(() => {})
  const discard = async () => {
    const title = t('run.discardAsk')
    const sure = await ask({ title, text: t('run.discardText'), confirm: t('run.discard'), danger: true })
    if (sure) quietly(remove.send({ params }))
  }
  return {
    busy: check.sending || run.sending || cancel.sending || remove.sending,
    check: () => quietly(check.send({ params })),
    run: () => quietly(run.send({ params })),
    stop: () => quietly(cancel.send({ params })),
    discard: () => void discard(),
  }
}

/** The dry run beside the mapping: what would happen, what differs, how people are matched; then the run. */
export const CheckSide = ({ item }: { item: ImportDetail }) => {
  const { t } = useTranslation('imports')
  const { say } = useLanguage()
  const format = useFormat()
  const mayRun = useCan('imports.run')
  const acts = useActs(item)
  const change = useChange(item)
  // What the last dry run said stays in sight, marked as old, while mapping or options change.
  const last = useRef<ImportCounts>(undefined)
  if (item.checked) last.current = item.checked
  const counts = item.checked ?? last.current
  const checking = item.state === 'checking'
  const stale = item.checked === null && counts !== undefined && !checking
  const missing = item.missing.map(say).join(' · ')
  const whyNotCheck = mayRun ? (missing ? t('mapping.missing', { fields: missing }) : undefined) : t('mayNot')
  const whyNotRun = whyNotCheck ?? (item.checked ? undefined : t('run.notChecked'))
  const rows = counts ? format.number(counts.rows) : ''
  const seconds = counts?.seconds
  return (
    <aside className="iw-side" aria-label={t('check.title')}>
      <header>
        <h2 className="h16">{t('check.title')}</h2>
        {counts && !stale && (
          <span className="cap end">
            {seconds === undefined
              ? t('check.readPlain', { n: rows })
              : t('check.read', { n: rows, seconds: format.number(seconds, 1) })}
          </span>
        )}
      </header>
      <div className="body">
        {checking && (
          <>
            <p className="q2">{t('check.under')}</p>
            <Progress done={item.rowDone} total={item.rowTotal ?? Math.max(1, item.rowDone)} />
            <div>
              <Button disabled={!mayRun} onClick={acts.stop}>
                {t('check.stop')}
              </Button>
            </div>
          </>
        )}
        {item.error && (
          <Note look="fault" icon="warn">
            {item.error}
          </Note>
        )}
        {!counts && !checking && (
          <Note icon="info">
            <b>{t('check.none')}</b> {t('check.noneText')}
          </Note>
        )}
        {stale && (
          <Note look="signal" icon="loop">
            {t('check.stale')}
          </Note>
        )}
        {counts && !checking && <Counts counts={counts} />}
        {counts && !checking && counts.invalid > 0 && <InvalidNote item={item} counts={counts} />}
        {counts && !checking && counts.warnings > 0 && (
          <Note>{t('check.warnings', { n: format.number(counts.warnings) })}</Note>
        )}
        {counts && !checking && counts.conflict > 0 && (
          <Conflicts item={item} counts={counts} onOptions={change.setOptions} locked={!mayRun} />
        )}
        <Options item={item} onOptions={change.setOptions} locked={!mayRun || checking} />
      </div>
      <footer>
        {item.checked ? (
          <Button
            look="primary"
            big
            disabled={whyNotRun !== undefined}
            title={whyNotRun}
            busy={acts.busy}
            onClick={acts.run}
          >
            {t('run.start', { n: format.number(item.checked.rows - item.checked.invalid) })}
          </Button>
        ) : (
          <Button
            look="primary"
            big
            disabled={whyNotCheck !== undefined || checking}
            title={whyNotCheck}
            busy={acts.busy}
            onClick={acts.check}
          >
            {t(counts ? 'check.again' : 'check.start')}
          </Button>
        )}
        {item.checked && item.checked.invalid > 0 && <ErrorFile id={item.id} />}
        <IconButton
          icon="trash"
          label={mayRun ? t('run.discard') : t('mayNot')}
          disabled={!mayRun || checking}
          onClick={acts.discard}
        />
        <span className="cap end">{t('run.undoFor')}</span>
      </footer>
    </aside>
  )
}
