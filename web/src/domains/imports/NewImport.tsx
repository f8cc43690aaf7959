import { Input } from 'antd'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportKind } from '../../../../contract/imports.ts'
import type { ProblemError } from '../../app/client.ts'
import { useLanguage } from '../../app/i18n.ts'
import { paths } from '../../app/paths.ts'
import { asProblem, refresh } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Choice } from '../../ui/inputs.tsx'
import { StateTag } from '../../ui/Marks.tsx'
import { Page } from '../../ui/Page.tsx'
import { Note, Problem } from '../../ui/Problem.tsx'
import { Progress, Steps } from '../../ui/Steps.tsx'
import { toast } from '../../ui/Toast.store.ts'
import { useGo } from '../../ui/useGo.ts'
import './imports.css'
import { type Sent, upload } from './upload.ts'
import { useBytes, useKinds } from './words.ts'

const accepted = '.csv,.tsv,.txt,.xlsx,.jsonl,.ndjson,.xml,.adf'

type Sending = { file: File; share: number; stop: () => void }

const useUpload = (sent: Sent) => {
  const { t } = useTranslation('imports')
  const go = useGo()
  const [sending, setSending] = useState<Sending>()
  const [problem, setProblem] = useState<ProblemError>()
  const send = async (files: FileList | null) => {
    const [file, ...others] = files ? [...files] : []
    if (!file) return
    if (others.length > 0) return toast({ text: t('upload.one') })
    const stop = new AbortController()
    setProblem(undefined)
    setSending({ file, share: 0, stop: () => stop.abort() })
    const onProgress = (share: number) => setSending((now) => now && { ...now, share })
    try {
      const made = await upload(file, sent, onProgress, stop.signal)
      await refresh('/api/imports')
      go(paths.import(made.id), true)
    } catch (error) {
      if (stop.signal.aborted) toast({ text: t('upload.stopped') })
      else setProblem(asProblem(error))
    } finally {
      setSending(undefined)
    }
  }
  return { sending, problem, send: (files: FileList | null) => void send(files) }
}

const Under = ({ sending }: { sending: Sending }) => {
  const { t } = useTranslation('imports')
  const bytes = useBytes()
  const { file, share, stop } = sending
  return (
    <div className="up-under" role="status">
      <b className="cut" title={file.name}>
        {share < 1 ? t('upload.sending', { name: file.name }) : t('upload.reading')}
      </b>
      <Progress
        done={Math.round(file.size * share)}
        total={file.size}
        label={`${bytes(file.size * share)} / ${bytes(file.size)}`}
      />
      <Button onClick={stop}>{t('upload.stop')}</Button>
    </div>
  )
}

const Drop = ({ onFiles, disabled }: { onFiles: (files: FileList | null) => void; disabled: boolean }) => {
  const { t } = useTranslation('imports')
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (!disabled) onFiles(event.dataTransfer.files)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same for the keyboard
    <div
      className={classes('up-drop', over && 'over')}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon name="import" />
      <b className="h16">{t('upload.drop')}</b>
      <Button
        look="primary"
        big
        disabled={disabled}
        title={disabled ? t('mayNot') : undefined}
        onClick={() => input.current?.click()}
      >
        {t('upload.choose')}
      </Button>
      <p className="cap">{t('upload.formats')}</p>
      <input
        ref={input}
        hidden
        type="file"
        accept={accepted}
        onChange={(event) => {
          onFiles(event.target.files)
          event.target.value = ''
        }}
      />
    </div>
  )
}

/** The fields a file of this kind can fill, so that one knows before choosing. */
const Fields = ({ kind }: { kind: ImportKind }) => {
  const { t } = useTranslation('imports')
  const { say } = useLanguage()
  const { fieldsOf } = useKinds()
  return (
    <div className="up-fields">
      <span className="lab">{t('upload.fields')}</span>
      <div>
        {fieldsOf(kind).map((field) => (
          <StateTag
            key={field.key}
            look={field.required ? 'solid' : 'outline'}
            {...(field.matchKey ? { icon: 'key' as const, title: t('mapping.key') } : {})}
          >
            {say(field)}
          </StateTag>
        ))}
      </div>
    </div>
  )
}

const guess = 'guess'

/** The first step: a file, and if one knows, what is in it. */
export const NewImport = () => {
  const { t } = useTranslation('imports')
  const mayRun = useCan('imports.run')
  const { kinds, kindName } = useKinds()
  const [kind, setKind] = useState<ImportKind>()
  const [source, setSource] = useState('')
  const { sending, problem, send } = useUpload({
    ...(kind ? { kind } : {}),
    ...(source.trim() ? { source: source.trim() } : {}),
  })
  return (
    <Page title={t('new')} crumbs={[{ label: t('title'), to: paths.imports() }]}>
      <div className="bar">
        <Steps steps={[t('step.file'), t('step.mapping'), t('step.check'), t('step.run')]} at={0} />
      </div>
      <div className="up">
        {problem && <Problem problem={problem} />}
        {sending ? <Under sending={sending} /> : <Drop onFiles={send} disabled={!mayRun} />}
        <div className="f-row">
          <div className="f">
            <span className="lab">{t('upload.kind')}</span>
            <Choice<ImportKind | typeof guess>
              label={t('upload.kind')}
              value={kind ?? guess}
              disabled={sending !== undefined}
              options={[
                { value: guess, label: t('upload.guess') },
                ...kinds.map((one) => ({ value: one.kind, label: kindName(one.kind) })),
              ]}
              onChange={(value) => setKind(value === guess ? undefined : value)}
            />
          </div>
          <div className="f">
            <label htmlFor="import-source">
              {t('upload.source')}
              <span className="q">{t('upload.sourceHint')}</span>
            </label>
            <Input
              id="import-source"
              value={source}
              maxLength={80}
              disabled={sending !== undefined}
              onChange={(event) => setSource(event.target.value)}
            />
          </div>
        </div>
        {kind && <Fields kind={kind} />}
        <Note icon="shield">{t('upload.safe')}</Note>
      </div>
    </Page>
  )
}
