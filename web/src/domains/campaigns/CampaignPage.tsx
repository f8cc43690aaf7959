import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type Campaign, readCampaign } from '../../../../contract/campaigns.ts'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { dayOf } from '../../ui/dates.ts'
import { Meter, Money } from '../../ui/Figures.tsx'
import { Page } from '../../ui/Page.tsx'
import { Facts, Panel } from '../../ui/Panel.tsx'
import { Note, Problem } from '../../ui/Problem.tsx'
import { Split } from '../../ui/SideDrawer.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useNow } from '../../ui/useNow.ts'
import { useSearch } from '../../ui/useSearch.ts'
import { EditCampaign } from './CampaignForm.tsx'
import { CampaignLeads } from './CampaignLeads.tsx'
import { CampaignState } from './campaignColumns.tsx'
import './campaigns.css'
import { EnterSpend } from './EnterSpend.tsx'
import { SpendByDay } from './SpendByDay.tsx'
import { TrackingCodes } from './TrackingCodes.tsx'
import { useMediumWords } from './useMedia.ts'

const dayMs = 86_400_000
/** How much of the flight is over, 0 before it begins. */
export const elapsedOf = ({ startsOn, endsOn }: Pick<Campaign, 'startsOn' | 'endsOn'>, today: string) => {
  const [from, to] = [Date.parse(startsOn), Date.parse(endsOn) + dayMs]
  return Math.min(1, Math.max(0, (Date.parse(today) + dayMs - from) / (to - from)))
}

const BudgetAndSpend = ({ campaign }: { campaign: Campaign }) => {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const today = dayOf(useNow())
  const { budgetFen, spendFen } = campaign
  if (budgetFen === null || spendFen === null)
    return (
      <Panel title={t('page.money')}>
        <Note icon="lock">{t('page.hidden')}</Note>
      </Panel>
    )
  const left = budgetFen - spendFen
  const elapsed = elapsedOf(campaign, today)
  const share = budgetFen > 0 ? spendFen / budgetFen : 0
  return (
    <Panel
      title={t('page.money')}
      note={t('page.moneyText', { spent: format.money(spendFen), budget: format.money(budgetFen) })}
    >
      <div className="cp-money">
        <div>
          <b className="h20">
            <Money fen={spendFen} short />
          </b>
          <span className="q"> {format.percent(share, 0)}</span>
        </div>
        <div className="cp-lane">
          <Meter share={share} label={format.percent(share, 0)} />
          {elapsed > 0 && <i className="cp-today" style={{ left: `${elapsed * 100}%` }} />}
        </div>
        <div className="row cap between">
          <span>
            {left >= 0
              ? t('page.left', { money: format.money(left) })
              : t('page.over', { money: format.money(-left) })}
          </span>
          <span>
            {elapsed > 0 ? t('page.elapsed', { share: format.percent(elapsed, 0) }) : t('page.notStarted')}
          </span>
        </div>
      </div>
    </Panel>
  )
}

const Plan = ({ campaign }: { campaign: Campaign }) => {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const medium = useMediumWords()
  const mayEdit = useCan('campaigns.edit')
  const search = useSearch()
  const link = campaign.landingPage
  return (
    <Panel
      title={t('page.plan')}
      end={
        <Button
          icon="edit"
          disabled={!mayEdit}
          title={mayEdit ? undefined : t('noEdit')}
          onClick={() => search.set({ edit: '1' })}
        >
          {t('page.edit')}
        </Button>
      }
    >
      <Facts
        items={[
          { key: 'state', label: t('column.state'), value: <CampaignState state={campaign.state} /> },
          {
            key: 'flight',
            label: t('column.flight'),
            value: t('flight', { from: format.day(campaign.startsOn), to: format.day(campaign.endsOn) }),
          },
          { key: 'medium', label: t('column.medium'), value: medium(campaign.medium) },
          { key: 'brand', label: t('column.brand'), value: campaign.brand.name },
          { key: 'region', label: t('column.region'), value: campaign.region?.name ?? t('whole') },
          {
            key: 'landing',
            label: t('page.landing'),
            value: link ? (
              <a href={link} target="_blank" rel="noreferrer noopener" title={link}>
                {link.replace(/^https?:\/\//, '')}
              </a>
            ) : (
              <span className="q">{t('page.none')}</span>
            ),
          },
        ]}
      />
      {campaign.goal && (
        <p className="cp-goal">
          <span className="cap">{t('page.goal')}</span> {campaign.goal}
        </p>
      )}
    </Panel>
  )
}

const Drawers = ({ campaign }: { campaign: Campaign }) => {
  const { one, set } = useSearch()
  const mayEdit = useCan('campaigns.edit')
  if (!mayEdit) return null
  if (one('edit'))
    return (
      <EditCampaign key={campaign.id} campaign={campaign} onClose={() => set({ edit: undefined }, true)} />
    )
  if (one('spend'))
    return (
      <EnterSpend key={campaign.id} campaign={campaign} onClose={() => set({ spend: undefined }, true)} />
    )
  return null
}

/** One campaign: plan, budget against spend, what came of it, and the codes that bring its leads. */
export const CampaignPage = () => {
  const { t } = useTranslation('campaigns')
  const { id } = useParams({ strict: false }) as { id: string }
  const { data, problem, reload } = useRead(readCampaign, { params: { id } })
  const { one } = useSearch()
  const crumbs = [{ label: t('title'), to: paths.campaigns() }]
  if (!data)
    return (
      <Page title={t('one')} crumbs={crumbs} pad>
        {problem ? (
          <Problem problem={problem} onRetry={reload} />
        ) : (
          <Panel title={t('page.plan')}>
            <span className="bone" />
          </Panel>
        )}
      </Page>
    )
  const open = one('edit') !== undefined || one('spend') !== undefined
  return (
    <Page title={data.name} note={data.code} crumbs={crumbs}>
      <Split drawer={open && <Drawers campaign={data} />}>
        <div className="cp">
          <div className="cp-grid">
            <Plan campaign={data} />
            <div className="cp-column">
              <BudgetAndSpend campaign={data} />
              <CampaignLeads campaign={data} />
            </div>
          </div>
          <SpendByDay campaign={data} />
          <TrackingCodes campaign={data} />
        </div>
      </Split>
    </Page>
  )
}
