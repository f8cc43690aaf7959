import { useTranslation } from 'react-i18next'
import { readValue } from '../../../../../contract/value.ts'
import { usePhone } from '../../../app/appearance.ts'
import { usePlace } from '../../../app/place.ts'
import { useRead } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { FilterBar } from '../../../ui/FilterBar.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Empty, Problem } from '../../../ui/Problem.tsx'
import { Split } from '../../../ui/SideDrawer.tsx'
import { toast } from '../../../ui/Toast.store.ts'
import { useFormat } from '../../../ui/useFormat.ts'
import { Bones } from '../Bones.tsx'
import { Away, isAway } from '../EmptyBoard.tsx'
import '../insights.css'
import { Curve } from './Curve.tsx'
import { CustomersDrawer } from './CustomersDrawer.tsx'
import { Abc, Classes } from './Groups.tsx'
import { Matrix } from './Matrix.tsx'
import { Rule } from './Rule.tsx'
import { Stages } from './Stages.tsx'
import { Strip } from './Strip.tsx'
import { useValuation, type Valuing } from './useValuation.ts'
import { useValue, type Value, type ValueBoard } from './useValue.ts'
import './value.css'

const RunButton = ({ valuing, primary = false }: { valuing: Valuing; primary?: boolean }) => {
  const { t } = useTranslation('value')
  const format = useFormat()
  const { may, job, sending, start } = valuing
  if (!may) return null
  const words = !job
    ? t('run')
    : job.total === null
      ? t('begun')
      : t('running', { done: format.number(job.done), total: format.number(job.total) })
  return (
    <Button
      icon="jobs"
      look={primary ? 'primary' : 'plain'}
      busy={sending || job !== undefined}
      onClick={start}
    >
      {words}
    </Button>
  )
}

const Tools = ({
  value,
  valuing,
  data,
}: {
  value: Value
  valuing: Valuing
  data: ValueBoard | undefined
}) => {
  const { t } = useTranslation('value')
  const format = useFormat()
  const share = async () => {
    await navigator.clipboard.writeText(value.link())
    toast({ text: t('shared') })
  }
  const { valuation } = data ?? {}
  return (
    <span className="row lb-tools">
      {valuation && (
        <span className="cap nw">
          {t(data?.seesMoney ? 'judged' : 'judgedOn', {
            day: format.day(valuation.judgedOn),
            n: format.number(valuation.customers),
          })}
        </span>
      )}
      {valuation && <RunButton valuing={valuing} />}
      <Button icon="link" onClick={() => void share()}>
        {t('share')}
      </Button>
    </span>
  )
}

const Nothing = ({ data, value, valuing }: { data: ValueBoard; value: Value; valuing: Valuing }) => {
  const { t } = useTranslation('value')
  if (!data.valuation)
    return (
      <Empty icon="star" title={t('empty.neverTitle')} action={<RunButton primary valuing={valuing} />}>
        {t('empty.neverText')}
      </Empty>
    )
  if (value.narrowed)
    return (
      <Empty
        icon="filter"
        title={t('empty.filtersTitle')}
        action={
          value.filters.active.length > 0 && <Button onClick={value.filters.clear}>{t('empty.clear')}</Button>
        }
      >
        {t('empty.filtersText')}
      </Empty>
    )
  return (
    <Empty icon="users" title={t('empty.nobodyTitle')}>
      {t('empty.nobodyText')}
    </Empty>
  )
}

const Panels = ({ data, value, valuing }: { data: ValueBoard; value: Value; valuing: Valuing }) => (
  <>
    <Strip data={data} value={value} />
    <Stages data={data} value={value} />
    <div className="vb-grid">
      <Classes data={data} value={value} />
      <Abc data={data} value={value} />
      <Matrix data={data} value={value} />
      {data.seesMoney && <Curve data={data} value={value} />}
    </div>
    {data.valuation && <Rule valuation={data.valuation} valuing={valuing} />}
  </>
)

const Waiting = () => {
  const { t } = useTranslation('value')
  return (
    <div className="vb-grid">
      {(['classes', 'abc', 'rfm', 'curve'] as const).map((one) => (
        <Panel key={one} flush title={t(`${one}.title`)}>
          <Bones rows={5} />
        </Panel>
      ))}
    </div>
  )
}

/** What each customer is worth: what they brought, what is expected, and what the house rests that on. */
export const ValuePage = () => {
  const { t } = useTranslation('value')
  const value = useValue()
  const valuing = useValuation()
  const phone = usePhone()
  const place = usePlace()
  const { data, problem, reload } = useRead(readValue, { query: value.query }, { refetchSeconds: 60 })
  const tools = <Tools value={value} valuing={valuing} data={data} />
  return (
    <Page title={t('title')} note={place?.name}>
      <Split
        drawer={
          value.rows && data && <CustomersDrawer asked={value.rows} money={data.seesMoney} value={value} />
        }
      >
        <div className="lb vb">
          {phone && tools}
          <FilterBar filters={value.filters} end={!phone && tools} />
          {problem &&
            !data &&
            (isAway(problem) ? <Away onRetry={reload} /> : <Problem problem={problem} onRetry={reload} />)}
          {!data && !problem && <Waiting />}
          {data &&
            (data.valuation && data.customers > 0 ? (
              <Panels data={data} value={value} valuing={valuing} />
            ) : (
              <Panel flush title={t('title')}>
                <Nothing data={data} value={value} valuing={valuing} />
              </Panel>
            ))}
        </div>
      </Split>
    </Page>
  )
}
