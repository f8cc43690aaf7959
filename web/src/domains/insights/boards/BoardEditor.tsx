import { useParams } from '@tanstack/react-router'
import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ListedAnalysis, listAnalyses } from '../../../../../contract/analyses.ts'
import {
  boardLimits,
  boardPath,
  createBoard,
  editBoard,
  readBoard,
  type ServedBoard,
} from '../../../../../contract/boards.ts'
import { call } from '../../../app/client.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { paths } from '../../../app/paths.ts'
import { useRead, useWrite } from '../../../app/query.ts'
import { Conflict } from '../../../ui/Conflict.tsx'
import type { ConflictShown } from '../../../ui/conflict.ts'
import { Field, FieldRow, useForm } from '../../../ui/Form.tsx'
import { FormPage } from '../../../ui/FormPage.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { useConflict } from '../../../ui/useConflict.ts'
import { useGo } from '../../../ui/useGo.ts'
import { useSearch } from '../../../ui/useSearch.ts'
import { useShownLocation } from '../../../ui/useShownLocation.ts'
import { Bones } from '../Bones.tsx'
import '../insights.css'
import { Shared } from '../Shared.tsx'
import './boards.css'
import { KeptFilters, useFilterNames } from './KeptFilters.tsx'
import { type Picked, TilesField } from './TilesField.tsx'
import { filtersOf } from './useAsked.ts'

type Values = { title: string; note?: string; tiles: Picked[]; filters: string; shared: boolean }
type Draft = {
  board: ServedBoard | undefined /** Begun from another: its tiles, not its record. */
  copy: boolean
}

const useValuesOf = () => {
  const { say } = useLanguage()
  return (board: ServedBoard): Values => ({
    title: say(board.title),
    ...(board.note ? { note: say(board.note) } : {}),
    tiles: board.tiles.map(({ analysis, choices, wide }) => ({ analysis, choices, wide })),
    filters: board.filters,
    shared: board.shared,
  })
}

const bodyOf = ({ title, note, tiles, filters, shared }: Values) => ({
  title: title.trim(),
  ...(note?.trim() ? { note: note.trim() } : {}),
  tiles,
  filters,
  shared,
})

const useShown = (catalogue: ListedAnalysis[]): ConflictShown<Values>[] => {
  const { t } = useTranslation('boards')
  const { say } = useLanguage()
  const names = useFilterNames()
  const nameOf = (tile: Picked) => {
    const title = catalogue.find(({ name }) => name === tile.analysis)?.title
    return title ? say(title) : tile.analysis
  }
  return [
    { key: 'title', label: t('form.title'), show: ({ title }) => title },
    { key: 'note', label: t('form.note'), show: ({ note }) => note ?? '' },
    { key: 'tiles', label: t('form.tiles'), show: ({ tiles }) => tiles.map(nameOf).join('\n') },
    { key: 'filters', label: t('form.filters'), show: ({ filters }) => names(filters) },
    { key: 'shared', label: t('form.shared'), show: ({ shared }) => t(shared ? 'form.yes' : 'form.no') },
  ]
}

/** Saves a new board, or the one begun with; a conflict waits for an answer and saves nothing. */
const useSaving = ({ board, copy }: Draft, catalogue: ListedAnalysis[]) => {
  const { t } = useTranslation('boards')
  const go = useGo()
  const valuesOf = useValuesOf()
  const settings = { quiet: true, refresh: ['/api/insights/boards'] }
  const saved = (reply: ServedBoard) => {
    go(boardPath(reply.key, reply.filters), true)
    return t('saved', { name: reply.title.zh })
  }
  const create = useWrite(createBoard, { ...settings, done: saved })
  const edit = useWrite(editBoard, { ...settings, done: saved })
  const clash = useConflict<Values, ServedBoard | undefined>({
    began: board,
    read: () => call(readBoard, { params: { key: board?.key ?? '' } }),
    valuesOf: (record) => (record ? valuesOf(record) : { title: '', tiles: [], filters: '', shared: false }),
    shown: useShown(catalogue),
  })
  const send = (values: Values) =>
    !board || copy
      ? create.send({ body: bodyOf(values) })
      : clash.guard(values, (against) =>
          edit.send({
            params: { id: board.key },
            body: { version: against?.version ?? 0, ...bodyOf(values) },
          }),
        )
  return { clash, send }
}

type EditorProps = { draft: Draft; catalogue: ListedAnalysis[]; filters: string; onTheirs: () => void }

const Editor = ({ draft, catalogue, filters, onTheirs }: EditorProps) => {
  const { t } = useTranslation('boards')
  const go = useGo()
  const valuesOf = useValuesOf()
  const { clash, send } = useSaving(draft, catalogue)
  const use = useForm<Values>(send)
  const { board, copy } = draft
  const begun: Values = board ? valuesOf(board) : { title: '', tiles: [], filters: '', shared: false }
  const initial = {
    ...begun,
    ...(filters ? { filters } : {}),
    ...(copy ? { title: t('copyOf', { name: begun.title }), shared: false } : {}),
  }
  return (
    <FormPage
      use={use}
      initial={initial}
      onLeave={() => go(board ? boardPath(board.key, filters) : paths.boards())}
      after={<Conflict clash={clash} onKeepMine={use.resend} onTakeTheirs={onTheirs} />}
    >
      <Panel title={t('form.head')}>
        <FieldRow>
          <Field name="title" label={t('form.title')} required>
            <Input maxLength={60} autoFocus={!board} />
          </Field>
          <Field name="note" label={t('form.note')}>
            <Input maxLength={200} />
          </Field>
        </FieldRow>
        <FieldRow>
          <Field name="filters" label={t('form.filters')} hint={t('form.filtersHint')}>
            <KeptFilters />
          </Field>
          <Shared label={t('form.shared')} hint={(node) => t('form.sharedHint', { node })} />
        </FieldRow>
      </Panel>
      <Field
        name="tiles"
        label={t('form.tiles')}
        check={(value) => {
          const picked = Array.isArray(value) ? value.length : 0
          if (picked === 0) return t('form.nonePicked')
          return picked > boardLimits.tiles ? t('form.tooMany', { most: boardLimits.tiles }) : undefined
        }}
      >
        <TilesField catalogue={catalogue} />
      </Field>
    </FormPage>
  )
}

const EditorPage = ({ id }: { id: string | undefined }) => {
  const { t } = useTranslation('boards')
  const { searchStr } = useShownLocation()
  const from = useSearch().one('from')
  const key = id ?? from
  const [round, setRound] = useState(0)
  const catalogue = useRead(listAnalyses, {}, { staleSeconds: 600 })
  const board = useRead(
    readBoard,
    { params: { key: key ?? '' } },
    { enabled: key !== undefined, staleSeconds: 0 },
  )
  const problem = catalogue.problem ?? board.problem
  const ready = catalogue.data && (key === undefined || board.data)
  const again = async () => {
    await board.reload()
    setRound(round + 1)
  }
  return (
    <Page title={t(id ? 'editTitle' : 'newTitle')} crumbs={[{ label: t('title'), to: paths.boards() }]}>
      <div className="lb bd bd-edit">
        {problem && !ready && <Problem problem={problem} onRetry={board.reload} />}
        {!ready && !problem && <Bones rows={8} />}
        {ready && catalogue.data && (
          <Editor
            key={round}
            draft={{ board: board.data, copy: id === undefined }}
            catalogue={catalogue.data.items}
            filters={filtersOf(searchStr)}
            onTheirs={() => void again()}
          />
        )}
      </div>
    </Page>
  )
}

export const NewBoard = () => <EditorPage id={undefined} />
export const EditBoard = () => <EditorPage id={useParams({ strict: false }).key} />
