import { useTranslation } from 'react-i18next'
import type { LeadItem } from '../../../../../contract/leads.ts'
import { usePhone } from '../../../app/appearance.ts'
import { paths } from '../../../app/paths.ts'
import { useCan, useSession } from '../../../app/session.tsx'
import { Anchor } from '../../../ui/Anchor.tsx'
import { ClockLabel } from '../../../ui/Clock.tsx'
import { classes } from '../../../ui/classes.ts'
import { dayOf } from '../../../ui/dates.ts'
import { Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Empty, Problem } from '../../../ui/Problem.tsx'
import { Segment } from '../../../ui/Segment.tsx'
import { Split } from '../../../ui/SideDrawer.tsx'
import { Stat, StatStrip } from '../../../ui/Stat.tsx'
import { useCursor } from '../../../ui/useCursor.ts'
import { useFormat } from '../../../ui/useFormat.ts'
import { useNow } from '../../../ui/useNow.ts'
import { useSearch } from '../../../ui/useSearch.ts'
import { LeadDrawer } from '../drawer/LeadDrawer.tsx'
import '../leads.css'
import { CountBox } from './CountBox.tsx'
import { MonthBox } from './MonthBox.tsx'
import { Drives, Promised, useDrives, usePromised } from './Planned.tsx'
import { bandName, bandState, TodayList } from './TodayList.tsx'
import { TodayPhone } from './TodayPhone.tsx'
import { type Band, bands, type TodayData, useToday, useWhose } from './useToday.ts'

const Figures = ({
  data,
  band,
  onBand,
}: {
  data: TodayData
  band: Band | undefined
  onBand: (band: Band | undefined) => void
}) => {
  const { t } = useTranslation('leads')
  const maySales = useCan('sales.read')
  const drives = useDrives()
  const promised = usePromised()
  const unchecked = drives.today.filter((drive) => drive.state === 'planned' && !drive.licenceChecked).length
  return (
    <StatStrip>
      {bands.map((key) => (
        <Stat
          key={key}
          name={t(`today.${bandName[key]}`)}
          caption={<ClockLabel state={bandState[key]}>{t(`today.${bandName[key]}`)}</ClockLabel>}
          figure={data.known ? data.counts[key] : '–'}
          unit={t('today.unit')}
          selected={band === key}
          onSelect={() => onBand(band === key ? undefined : key)}
        />
      ))}
      {maySales && (
        <Stat
          name={t('today.drives')}
          figure={drives.today.length}
          unit={[t('today.drivesUnit'), unchecked ? t('today.driveLicence', { n: unchecked }) : '']
            .filter(Boolean)
            .join(' · ')}
        />
      )}
      {maySales && (
        <Stat name={t('today.handovers')} figure={promised.items.length} unit={t('today.handoversUnit')} />
      )}
    </StatStrip>
  )
}

const WhoseSwitch = () => {
  const { t } = useTranslation('leads')
  const { whose, choose } = useWhose()
  return (
    <span className="td-whose">
      <Segment
        label={t('today.whose')}
        value={whose}
        onChange={choose}
        options={[
          { value: 'mine', label: t('today.mine') },
          { value: 'whole', label: t('today.whole') },
        ]}
      />
    </span>
  )
}

const Desk = ({
  data,
  openId,
  onOpen,
}: {
  data: TodayData
  openId: string | undefined
  onOpen: (lead: LeadItem | undefined) => void
}) => {
  const { t } = useTranslation('leads')
  const { one, set } = useSearch()
  const { whose } = useWhose()
  const maySales = useCan('sales.read')
  const mayReport = useCan('extranet.report')
  const mayLoop = useCan('insights.read')
  const band = bands.find((key) => key === one('band'))
  useCursor({
    rows: data.rows,
    id: (lead) => lead.id,
    openId,
    onOpen,
    onEdit: onOpen,
    selected: undefined,
    onSelect: undefined,
    scrollTo: () => {},
    enabled: true,
  })
  const n = data.counts.overdue + data.counts.today + data.counts.week
  const none = data.known && !data.loading && data.rows.length === 0
  const aside = !openId && (mayReport || mayLoop)
  return (
    <div className={classes('td', !aside && 'alone', openId !== undefined && 'beside')}>
      <div className="td-col">
        <Figures data={data} band={band} onBand={(key) => set({ band: key })} />
        <Panel
          title={t('today.clocks')}
          note={t('today.clocksNote', { n })}
          end={
            <>
              <WhoseSwitch />
              <Anchor to={paths.leads()}>{t('today.open')}</Anchor>
            </>
          }
          flush
        >
          {data.problem && <Problem problem={data.problem} onRetry={data.reload} />}
          {data.loading && data.rows.length === 0 ? (
            <div className="list-state" role="status">
              <i className="bone" />
              <i className="bone" />
              <i className="bone" />
            </div>
          ) : none ? (
            <Empty icon="check" title={t('today.nothing')}>
              {t('today.nothingText')}
            </Empty>
          ) : (
            <TodayList
              data={data}
              openId={openId}
              onOpen={onOpen}
              wholeDealer={whose === 'whole'}
              band={band}
            />
          )}
        </Panel>
        {maySales && (
          <div className="td-low">
            <Drives />
            <Promised />
          </div>
        )}
      </div>
      {aside && (
        <div className="td-col">
          {mayReport && <CountBox />}
          {mayLoop && <MonthBox />}
        </div>
      )}
    </div>
  )
}

/** A dealer's day: what is over, what is due, what is planned, and the two figures owed to head office. */
export const Today = () => {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const phone = usePhone()
  const { scope } = useSession()
  const { one, set } = useSearch()
  const { query } = useWhose()
  const data = useToday(query)
  const openId = one('open')
  const today = dayOf(useNow())
  const open = (lead: LeadItem | undefined) =>
    set({ open: lead?.id }, openId !== undefined && lead !== undefined)
  const at = data.rows.findIndex((lead) => lead.id === openId)
  const step = (by: number) => {
    const to = data.rows[at + by]
    return at >= 0 && to ? () => open(to) : undefined
  }
  const drawer = openId && (
    <LeadDrawer
      key={openId}
      id={openId}
      onClose={() => open(undefined)}
      onPrevious={step(-1)}
      onNext={step(1)}
    />
  )
  return (
    <Page title={t('today.title')} note={`${format.day(today, phone)} ${format.weekday(today)}`}>
      <Split drawer={drawer}>
        {phone ? (
          <TodayPhone data={data} onOpen={open} atDealer={scope === 'dealer'} />
        ) : (
          <Desk data={data} openId={openId} onOpen={open} />
        )}
      </Split>
    </Page>
  )
}
