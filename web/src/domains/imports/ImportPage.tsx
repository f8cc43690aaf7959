import { useParams } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { type ImportDetail, outcomes, readImport } from '../../../../contract/imports.ts'
import { paths } from '../../app/paths.ts'
import { refresh, useRead } from '../../app/query.ts'
import { type Happening, useHappening } from '../../app/stream.ts'
import { Page } from '../../ui/Page.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { Steps } from '../../ui/Steps.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useGo } from '../../ui/useGo.ts'
import { useSearch } from '../../ui/useSearch.ts'
import './imports.css'
import { StateOf } from './ImportList.tsx'
import { CheckSide } from './wizard/CheckSide.tsx'
import { MappingTable } from './wizard/MappingTable.tsx'
import { ResultSide } from './wizard/ResultSide.tsx'
import { RowsByOutcome } from './wizard/RowsByOutcome.tsx'
import { isBusy, isOpen, useBytes, useDelimiter, useKinds } from './words.ts'

const stepOf = ({ state }: ImportDetail) => (state === 'draft' ? 1 : isOpen(state) ? 2 : 3)

const FileWords = ({ item }: { item: ImportDetail }) => {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const bytes = useBytes()
  const delimiter = useDelimiter()
  const words = [
    item.fileName,
    bytes(item.fileBytes),
    item.rowTotal !== null && t('rows', { n: format.number(item.rowTotal) }),
    t('columns', { n: item.columns.length }),
    item.encoding.toUpperCase(),
    delimiter(item.delimiter),
  ]
  return (
    <span className="cap cut" title={item.fileName}>
      {words.filter(Boolean).join(' · ')}
    </span>
  )
}

const Loaded = ({ item }: { item: ImportDetail }) => {
  const { t } = useTranslation('imports')
  const go = useGo()
  const { one, set } = useSearch()
  const open = isOpen(item.state)
  const counts = open ? item.checked : item.counts
  const asked = outcomes.find((value) => value === one('rows'))
  const first = outcomes.find((value) => (counts?.[value] ?? 0) > 0)
  const outcome = asked ?? (open ? undefined : (first ?? 'create'))
  const toStep = (step: number) => (step === 0 ? go(paths.newImport()) : set({ rows: undefined }))
  return (
    <>
      <div className="bar iw-bar">
        <Steps
          steps={[t('step.file'), t('step.mapping'), t('step.check'), t('step.run')]}
          at={stepOf(item)}
          {...(open ? { onGo: toStep } : {})}
        />
        <span className="grow" />
        <StateOf state={item.state} />
        <FileWords item={item} />
      </div>
      <div className="split iw">
        <div className="list">
          {outcome ? (
            <RowsByOutcome
              item={item}
              outcome={outcome}
              counts={counts}
              {...(open ? { onBack: () => set({ rows: undefined }) } : {})}
            />
          ) : (
            <MappingTable item={item} />
          )}
        </div>
        {open ? <CheckSide item={item} /> : <ResultSide item={item} />}
      </div>
    </>
  )
}

/** One import from its columns to its result, in the state it is in; followed live while something runs. */
export const ImportPage = () => {
  const { t } = useTranslation('imports')
  const { id } = useParams({ strict: false }) as { id: string }
  const { data, problem, reload } = useRead(readImport, { params: { id } })
  const busy = data !== undefined && isBusy(data.state)
  // Who started the job hears of every step; whoever looks on asks again now and then.
  useRead(readImport, { params: { id } }, busy ? { refetchSeconds: 4, staleSeconds: 0 } : {})
  const job = busy ? `jobs/${data.jobId}` : null
  useHappening(
    useCallback(({ subject }: Happening) => void (job && subject === job && refresh('/api/imports')), [job]),
  )
  const { kindName } = useKinds()
  return (
    <Page
      title={data ? kindName(data.kind) : t('one')}
      note={data?.source}
      crumbs={[{ label: t('title'), to: paths.imports() }]}
    >
      {problem && !data && <Problem problem={problem} onRetry={reload} />}
      {data && <Loaded key={data.id} item={data} />}
      {!data && !problem && (
        <div className="list-state" role="status">
          {[1, 2, 3, 4, 5].map((bar) => (
            <i key={bar} className="bone" />
          ))}
        </div>
      )}
    </Page>
  )
}
