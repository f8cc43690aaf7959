import { useTranslation } from 'react-i18next'
import { propensityKinds } from '../../../../../contract/propensity.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Empty, Problem } from '../../../ui/Problem.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { Views } from '../../../ui/Views.tsx'
import { Bones } from '../Bones.tsx'
import '../insights.css'
import '../value/value.css'
import './propensity.css'
import { Calibration, Lift, NoCurves, Roc } from './Curves.tsx'
import { Drift, Weights } from './Looks.tsx'
import {
  type ModelJob,
  type Models,
  useModelActions,
  useModelJob,
  useModels,
  type Version,
} from './useModels.ts'
import { Versions } from './Versions.tsx'

type Actions = ReturnType<typeof useModelActions>

const TrainButton = ({
  working,
  actions,
  primary = false,
}: {
  working: ModelJob
  actions: Actions
  primary?: boolean
}) => {
  const { t } = useTranslation('propensity')
  const format = useFormat()
  const { may, job } = working
  if (!may) return <span className="cap">{t('onlyHead')}</span>
  const scoring = job?.queue === 'insights.score' && job.total !== null
  const words = !job
    ? t('train')
    : scoring
      ? t('scoring', { done: format.number(job.done), total: format.number(job.total ?? 0) })
      : t('training')
  return (
    <Button
      icon="jobs"
      look={primary ? 'primary' : 'plain'}
      busy={actions.sending || job !== undefined}
      onClick={actions.train}
    >
      {words}
    </Button>
  )
}

/** What may be done with the version on screen; a version that may not be published says why on its line. */
const VersionButtons = ({
  version,
  working,
  actions,
}: {
  version: Version
  working: ModelJob
  actions: Actions
}) => {
  const { t } = useTranslation('propensity')
  if (!working.may || version.state === 'retired') return null
  const why = version.refusals.map((one) => t(`may.${one}`)).join(t('list'))
  const busy = actions.sending || working.job !== undefined
  return (
    <span className="row">
      {version.state === 'challenger' && (
        <Button
          look="primary"
          disabled={why !== ''}
          title={why ? t('refused', { why }) : undefined}
          busy={busy}
          onClick={() => void actions.publish(version)}
        >
          {t('publish')}
        </Button>
      )}
      <Button busy={busy} onClick={() => void actions.retire(version)}>
        {t('retire')}
      </Button>
    </span>
  )
}

const Scored = ({ data }: { data: Models }) => {
  const { t } = useTranslation('propensity')
  const format = useFormat()
  if (data.scored.length === 0) return <span className="cap">{t('notScored')}</span>
  return (
    <span className="row cap pr-bands">
      {data.scored.map(({ band, subjects, average }) => (
        <span key={band} className="nw">
          {t('bandOf', {
            band: t(`band.${band}`),
            n: format.number(subjects),
            share: format.percent(average),
          })}
        </span>
      ))}
    </span>
  )
}

const One = ({ version }: { version: Version }) => (
  <div className="vb-grid">
    {version.lift.length > 0 ? (
      <>
        <Lift version={version} />
        <Roc version={version} />
        <Calibration version={version} />
      </>
    ) : (
      <NoCurves />
    )}
    <Drift version={version} />
    <Weights version={version} />
  </div>
)

/** Every version of every model: how good it is on rows it has not seen, whether those it meets have moved, who speaks. */
export const ModelsPage = () => {
  const { t } = useTranslation('propensity')
  const { say } = useLanguage()
  const models = useModels()
  const working = useModelJob()
  const actions = useModelActions(models.kind)
  const { data, problem, version } = models
  const train = (primary = false) => <TrainButton working={working} actions={actions} primary={primary} />
  return (
    <Page title={t('title')}>
      <Views
        views={propensityKinds.map((key) => ({ key, label: t(`kind.${key}`) }))}
        value={models.kind}
        onChange={models.showKind}
        end={data && version && train()}
      />
      <div className="lb vb">
        {problem && !data && <Problem problem={problem} onRetry={models.reload} />}
        {!data && !problem && (
          <Panel flush title={t('title')}>
            <Bones rows={5} />
          </Panel>
        )}
        {data && !version && (
          <Panel flush title={say(data.title)} note={say(data.definition)}>
            <Empty icon="count" title={t('empty.title')} action={train(true)}>
              {t('empty.text')}
            </Empty>
          </Panel>
        )}
        {data && version && (
          <>
            <Panel
              flush
              title={t('version', { n: version.number })}
              note={say(data.definition)}
              end={<VersionButtons version={version} working={working} actions={actions} />}
            >
              <p className="vb-why">
                <Scored data={data} />
              </p>
              <Versions items={data.items} shown={version} onShow={models.showVersion} />
            </Panel>
            <One version={version} />
          </>
        )}
      </div>
    </Page>
  )
}
