import { useTranslation } from 'react-i18next'
import { exportPlans, planMeasureWords } from '../../../../../contract/plans.ts'
import { usePhone } from '../../../app/appearance.ts'
import { download } from '../../../app/client.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { paths } from '../../../app/paths.ts'
import { usePlace } from '../../../app/place.ts'
import { asProblem } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { ask } from '../../../ui/ask.ts'
import { Button } from '../../../ui/Button.tsx'
import { FilterBar } from '../../../ui/FilterBar.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Empty, Problem } from '../../../ui/Problem.tsx'
import { toast } from '../../../ui/Toast.store.ts'
import { useFormat } from '../../../ui/useFormat.ts'
import { useGo } from '../../../ui/useGo.ts'
import { Bones } from '../Bones.tsx'
import '../insights.css'
import { PlanTable } from './PlanTable.tsx'
import './plans.css'
import { type Plans, usePlans } from './usePlans.ts'

const useExport = ({ year, series, query }: Plans) => {
  const { t } = useTranslation('plans')
  const { brand, region, dealer } = query
  return async () => {
    const answer = await ask({ title: t('exportTitle', { year }), text: t('exportText'), reasons: [] })
    if (!answer?.reason) return
    const asked = { year, brand, region, dealer, series, reason_for_export: answer.reason }
    try {
      await download(exportPlans, { query: asked }, t('file', { year }))
    } catch (error) {
      const problem = asProblem(error)
      if (problem) toast({ text: problem.message, problem })
    }
  }
}

const Tools = ({ plans }: { plans: Plans }) => {
  const { t } = useTranslation('plans')
  const { t: shared } = useTranslation('insights')
  const go = useGo()
  const save = useExport(plans)
  const mayExport = useCan('insights.export')
  const share = async () => {
    await navigator.clipboard.writeText(plans.link())
    toast({ text: t('shared') })
  }
  return (
    <span className="row lb-tools">
      <Button
        icon="export"
        disabled={!mayExport}
        title={mayExport ? undefined : shared('rows.noExport')}
        onClick={() => void save()}
      >
        {t('export')}
      </Button>
      {plans.mayImport && (
        <Button icon="import" onClick={() => go(paths.newImport())}>
          {t('import')}
        </Button>
      )}
      <Button icon="link" onClick={() => void share()}>
        {t('share')}
      </Button>
    </span>
  )
}

/** Nobody has a plan yet: who may plan gets the empty table below it, to type into. */
const Nobody = ({ plans }: { plans: Plans }) => {
  const { t } = useTranslation('plans')
  const go = useGo()
  return (
    <Empty
      icon="count"
      title={t('nobodyTitle', { year: plans.year })}
      action={plans.mayImport && <Button onClick={() => go(paths.newImport())}>{t('import')}</Button>}
    >
      {t(plans.mayPlan ? 'nobodyText' : 'nobodyRead')}
    </Empty>
  )
}

const Body = ({ plans }: { plans: Plans }) => {
  const { t } = useTranslation('plans')
  const { rows, whole, filters } = plans
  if (rows.problem && rows.items.length === 0) return <Problem problem={rows.problem} onRetry={rows.reload} />
  if (rows.loading) return <Bones rows={8} />
  if (rows.items.length === 0)
    return (
      <Empty
        icon="filter"
        title={t('emptyTitle')}
        action={filters.active.length > 0 && <Button onClick={filters.clear}>{t('clear')}</Button>}
      >
        {t('emptyText')}
      </Empty>
    )
  return (
    <>
      {whole?.planned === 0 && <Nobody plans={plans} />}
      <PlanTable plans={plans} />
      <p className="cap pl-keys">{t(plans.mayPlan ? 'keys' : 'readOnly')}</p>
    </>
  )
}

/** What every dealer is to reach, month by month, and where it is set. */
export const PlansPage = () => {
  const { t } = useTranslation('plans')
  const { say } = useLanguage()
  const format = useFormat()
  const plans = usePlans()
  const place = usePlace()
  const phone = usePhone()
  const { whole } = plans
  const tools = <Tools plans={plans} />
  const counted =
    whole && t('of', { planned: format.number(whole.planned), dealers: format.number(whole.dealers) })
  return (
    <Page title={t('title')} note={place?.name}>
      <div className="lb">
        {phone && tools}
        <FilterBar filters={plans.filters} end={!phone && tools} />
        <p className="cap">{t('lead')}</p>
        <Panel
          flush
          title={`${say(planMeasureWords[plans.measure])} ${plans.year}`}
          note={[counted, plans.isMoney && t('fen')].filter(Boolean).join(' · ')}
        >
          <Body plans={plans} />
        </Panel>
      </div>
    </Page>
  )
}
