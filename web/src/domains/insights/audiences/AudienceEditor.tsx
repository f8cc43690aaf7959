import { useParams } from '@tanstack/react-router'
import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Audience,
  createAudience,
  editAudience,
  readAudience,
} from '../../../../../contract/audiences.ts'
import { call } from '../../../app/client.ts'
import { paths } from '../../../app/paths.ts'
import { useRead, useWrite } from '../../../app/query.ts'
import { Conflict } from '../../../ui/Conflict.tsx'
import { Field, FieldRow, useForm } from '../../../ui/Form.tsx'
import { FormPage } from '../../../ui/FormPage.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { useConflict } from '../../../ui/useConflict.ts'
import { useGo } from '../../../ui/useGo.ts'
import { Bones } from '../Bones.tsx'
import '../insights.css'
import { Shared } from '../Shared.tsx'
import './audiences.css'
import { criteriaOf, type Draft, draftOf } from './criteria.ts'
import { RuleBuilder } from './RuleBuilder.tsx'
import { useRuleWords } from './useRuleWords.ts'

type Values = { name: string; note?: string; shared: boolean; rule: Draft }
const empty: Values = { name: '', shared: false, rule: [] }
const valuesOf = (audience: Audience | undefined): Values =>
  audience
    ? {
        name: audience.name,
        ...(audience.note ? { note: audience.note } : {}),
        shared: audience.shared,
        rule: draftOf(audience.criteria),
      }
    : empty
const bodyOf = ({ name, note, shared, rule }: Values) => ({
  name: name.trim(),
  ...(note?.trim() ? { note: note.trim() } : {}),
  shared: shared ?? false,
  criteria: criteriaOf(rule).criteria,
})

/** Saves a new audience, or the one begun with; a conflict waits for an answer and saves nothing. */
const useSaving = (audience: Audience | undefined) => {
  const { t } = useTranslation('audiences')
  const go = useGo()
  const words = useRuleWords()
  const settings = { quiet: true, refresh: ['/api/insights/audiences'] }
  const done = (reply: Audience) => {
    go(paths.audience(reply.id), true)
    return t('saved', { name: reply.name })
  }
  const create = useWrite(createAudience, { ...settings, done })
  const edit = useWrite(editAudience, { ...settings, done })
  const clash = useConflict<Values, Audience | undefined>({
    began: audience,
    read: () => call(readAudience, { params: { id: audience?.id ?? '' } }),
    valuesOf,
    shown: [
      { key: 'name', label: t('name'), show: ({ name }) => name },
      { key: 'note', label: t('note'), show: ({ note }) => note ?? '' },
      { key: 'shared', label: t('form.shared'), show: ({ shared }) => t(shared ? 'form.yes' : 'form.no') },
      { key: 'rule', label: t('rule'), show: ({ rule }) => words(criteriaOf(rule).criteria).join('\n') },
    ],
  })
  const send = (values: Values) =>
    audience
      ? clash.guard(values, (against) =>
          edit.send({
            params: { id: audience.id },
            body: { version: against?.version ?? 0, ...bodyOf(values) },
          }),
        )
      : create.send({ body: bodyOf(values) })
  return { clash, send }
}

const Editor = ({ audience, onTheirs }: { audience: Audience | undefined; onTheirs: () => void }) => {
  const { t } = useTranslation('audiences')
  const go = useGo()
  const { clash, send } = useSaving(audience)
  const use = useForm<Values>(send)
  return (
    <FormPage
      use={use}
      initial={valuesOf(audience)}
      onLeave={() => go(audience ? paths.audience(audience.id) : paths.audiences())}
      after={<Conflict clash={clash} onKeepMine={use.resend} onTakeTheirs={onTheirs} />}
    >
      <Panel title={t('form.head')}>
        <FieldRow>
          <Field name="name" label={t('name')} required>
            <Input maxLength={60} autoFocus={!audience} />
          </Field>
          <Field name="note" label={t('note')}>
            <Input maxLength={200} />
          </Field>
        </FieldRow>
        <Shared label={t('form.shared')} hint={(node) => t('form.sharedHint', { node })} />
      </Panel>
      <Field
        name="rule"
        label={t('rule')}
        check={(value) => {
          const draft = (value ?? []) as Draft
          if (draft.length === 0) return t('form.noConditions')
          return criteriaOf(draft).whole ? undefined : t('form.unfinished')
        }}
      >
        <RuleBuilder />
      </Field>
    </FormPage>
  )
}

const EditorPage = ({ id }: { id: string | undefined }) => {
  const { t } = useTranslation('audiences')
  const [round, setRound] = useState(0)
  const { data, problem, reload } = useRead(
    readAudience,
    { params: { id: id ?? '' } },
    { enabled: id !== undefined, staleSeconds: 0 },
  )
  const ready = id === undefined || data !== undefined
  const again = async () => {
    await reload()
    setRound(round + 1)
  }
  return (
    <Page title={t(id ? 'editTitle' : 'newTitle')} crumbs={[{ label: t('title'), to: paths.audiences() }]}>
      <div className="lb au au-edit">
        {problem && !ready && <Problem problem={problem} onRetry={reload} />}
        {!ready && !problem && <Bones rows={8} />}
        {ready && <Editor key={round} audience={data} onTheirs={() => void again()} />}
      </div>
    </Page>
  )
}

export const NewAudience = () => <EditorPage id={undefined} />
export const EditAudience = () => <EditorPage id={useParams({ strict: false }).id} />
