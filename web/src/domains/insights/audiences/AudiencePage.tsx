import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type Audience, readAudience, removeAudience } from '../../../../../contract/audiences.ts'
import { boardPath } from '../../../../../contract/boards.ts'
import { paths } from '../../../app/paths.ts'
import { useRead, useWrite } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { ask } from '../../../ui/ask.ts'
import { Button } from '../../../ui/Button.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Note, Problem } from '../../../ui/Problem.tsx'
import { Stat } from '../../../ui/Stat.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useGo } from '../../../ui/useGo.ts'
import { Bones } from '../Bones.tsx'
import '../insights.css'
import './audiences.css'
import { Members } from './Members.tsx'
import { RuleWords } from './RuleBuilder.tsx'
import { Takings } from './Takings.tsx'
import { type Taking, useExportMembers, useTaking } from './useTaking.ts'

const Tools = ({ audience, taking }: { audience: Audience; taking: Taking }) => {
  const { t } = useTranslation('audiences')
  const go = useGo()
  const may = useCan('insights.audiences') && audience.mine
  const exporting = useExportMembers(audience)
  const remove = useWrite(removeAudience, {
    refresh: ['/api/insights/audiences'],
    done: () => {
      go(paths.audiences(), true)
      return t('removed', { name: audience.name })
    },
  })
  const drop = async () => {
    const sure = await ask({
      title: t('removeTitle', { name: audience.name }),
      text: t('removeText'),
      confirm: t('remove'),
      danger: true,
    })
    if (sure) await remove.send({ params: { id: audience.id } }).catch(() => {})
  }
  const customers = useCan('customers.read')
  return (
    <div className="row au-tools">
      <Button
        look="primary"
        icon="count"
        onClick={() => go(boardPath('profiling', `audience=${audience.id}`))}
      >
        {t('toSeven')}
      </Button>
      {customers && (
        <Button icon="users" onClick={() => go(paths.customers({ audience: audience.id }))}>
          {t('toCustomers')}
        </Button>
      )}
      {exporting.may && (
        <Button icon="export" busy={exporting.busy} onClick={exporting.run}>
          {t('exportOpen')}
        </Button>
      )}
      {may && (
        <>
          <Button icon="jobs" busy={taking.running} onClick={taking.start}>
            {t('refresh')}
          </Button>
          <Button icon="edit" onClick={() => go(paths.editAudience(audience.id))}>
            {t('edit')}
          </Button>
          <Button icon="trash" onClick={() => void drop()}>
            {t('remove')}
          </Button>
        </>
      )}
    </div>
  )
}

const Running = ({ taking }: { taking: Taking }) => {
  const { t } = useTranslation('audiences')
  const format = useFormat()
  if (taking.error) return <Note look="fault">{t('failed', { error: taking.error })}</Note>
  if (!taking.running) return null
  const { done, total } = taking
  return (
    <Note icon="jobs" look="signal">
      <span role="status">
        {total ? t('progress', { done: format.number(done), total: format.number(total) }) : t('running')}
      </span>{' '}
      <Button look="link" onClick={taking.cancel}>
        {t('cancel')}
      </Button>
    </Note>
  )
}

const Figures = ({ taken }: { taken: NonNullable<Audience['taken']> }) => {
  const { t } = useTranslation('audiences')
  const format = useFormat()
  return (
    <div className="stats au-stats">
      {(['size', 'joined', 'gone'] as const).map((key) =>
        taken[key] === null ? null : <Stat key={key} name={t(key)} figure={format.number(taken[key])} />,
      )}
      <Stat
        name={t('taken')}
        figure={t('number', { n: taken.number })}
        unit={format.instant(taken.at, true)}
      />
    </div>
  )
}

/** One audience: its rule in words, when it was taken, who is in it, and where to go with it. */
export const AudiencePage = () => {
  const { t } = useTranslation('audiences')
  const { id } = useParams({ strict: false }) as { id: string }
  const { data, problem, reload } = useRead(readAudience, { params: { id } }, { fallbackSeconds: 15 })
  const taking = useTaking(data)
  return (
    <Page title={data?.name ?? t('one')} crumbs={[{ label: t('title'), to: paths.audiences() }]}>
      <div className="lb au">
        {problem && !data && <Problem problem={problem} onRetry={reload} />}
        {!data && !problem && <Bones rows={8} />}
        {data && (
          <>
            <Tools audience={data} taking={taking} />
            <Running taking={taking} />
            {data.stale && !taking.running && <Note icon="warn">{t('stale')}</Note>}
            <div className="au-grid">
              <Panel title={t('rule')} note={data.note ?? undefined}>
                <RuleWords chosen={data.criteria} />
                {data.taken ? <Figures taken={data.taken} /> : <p className="q2">{t('never')}</p>}
              </Panel>
              {data.takings.length > 0 && <Takings takings={data.takings} />}
            </div>
            <Members id={id} />
          </>
        )}
      </div>
    </Page>
  )
}
