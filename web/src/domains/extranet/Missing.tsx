import { useTranslation } from 'react-i18next'
import { readMissing } from '../../../../contract/extranet.ts'
import { type Listed, useList, useRead } from '../../app/query.ts'
import { useSession } from '../../app/session.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { PhoneCard } from '../../ui/DataTable.cards.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { dayOf } from '../../ui/dates.ts'
import { Meter, When } from '../../ui/Figures.tsx'
import { DayInput } from '../../ui/inputs.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PlainTable } from '../../ui/PlainTable.tsx'
import { Empty, Problem } from '../../ui/Problem.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useNow } from '../../ui/useNow.ts'
import { useSearch } from '../../ui/useSearch.ts'
import { addDays } from './days.ts'

type Dealer = Listed<typeof readMissing>

const DayChoice = ({
  day,
  last,
  onChange,
}: {
  day: string
  last: string
  onChange: (day: string) => void
}) => {
  const { t } = useTranslation('extranet')
  return (
    <span className="row">
      <IconButton icon="left" label={t('missing.before')} onClick={() => onChange(addDays(day, -1))} />
      <DayInput value={day} max={last} onChange={(to) => to && onChange(to)} />
      <IconButton
        icon="right"
        label={t('missing.after')}
        disabled={day >= last}
        onClick={() => onChange(addDays(day, 1))}
      />
    </span>
  )
}

const Reminded = ({ dealer }: { dealer: Dealer }) => {
  const { t } = useTranslation('extranet')
  const format = useFormat()
  if (!dealer.remindedAt) return <span className="q">{t('missing.notReminded')}</span>
  return <span>{t('missing.remindedAt', { at: format.instant(dealer.remindedAt, true) })}</span>
}

const MissingDealers = ({ day, region }: { day: string; region: string | undefined }) => {
  const { t } = useTranslation('extranet')
  const format = useFormat()
  const list = useList(readMissing, { query: { day, ...(region ? { region: [region] } : {}) } })
  return (
    <div className="xn-list">
      <DataTable
        label={t('missing.list')}
        list={list}
        id={(dealer) => dealer.id}
        rowName={(dealer) => dealer.name}
        columns={[
          {
            key: 'name',
            title: t('matrix.dealer'),
            cell: (dealer) => (
              <b className="cut" title={dealer.name}>
                {dealer.name}
              </b>
            ),
          },
          {
            key: 'code',
            title: '',
            width: 76,
            cell: (dealer) => <span className="mono q2">{dealer.code}</span>,
          },
          { key: 'region', title: t('matrix.region'), width: 112, cell: (dealer) => dealer.region.name },
          {
            key: 'phone',
            title: t('missing.phone'),
            width: 140,
            cell: (dealer) => (dealer.phone ? <a href={`tel:${dealer.phone}`}>{dealer.phone}</a> : null),
          },
          {
            key: 'reminded',
            title: t('missing.reminded'),
            width: 180,
            cell: (dealer) => <Reminded dealer={dealer} />,
          },
        ]}
        empty={<Empty icon="check" title={t('missing.none', { day: format.day(day) })} />}
        card={(dealer) => (
          <PhoneCard
            name={dealer.name}
            lines={[`${dealer.region.name} · ${dealer.code}`, <Reminded key="reminded" dealer={dealer} />]}
            {...(dealer.phone
              ? {
                  action: {
                    icon: 'phone' as const,
                    label: t('missing.call', { name: dealer.name }),
                    run: () => location.assign(`tel:${dealer.phone}`),
                  },
                }
              : {})}
          />
        )}
      />
    </div>
  )
}

/** One day: how far each region has got, and the dealers that owe a report, with their reminder. */
export const Missing = () => {
  const { t } = useTranslation('extranet')
  const format = useFormat()
  const { scope } = useSession()
  const { one, set } = useSearch()
  const today = dayOf(useNow())
  const day = one('day') ?? addDays(today, -1)
  const region = one('region')
  const due = useNow() > Date.parse(`${addDays(day, 1)}T12:00:00+08:00`)
  const { data, problem, reload } = useRead(readMissing, { query: { day, limit: 1 } })
  return (
    <div className="xn">
      <Panel
        title={t('missing.regions')}
        flush
        end={<DayChoice day={day} last={today} onChange={(to) => set({ day: to })} />}
      >
        {problem && <Problem problem={problem} onRetry={reload} />}
        {data && (
          <div className="xn-scroll">
            <PlainTable
              label={t('missing.regions')}
              rows={data.regions}
              id={(one_) => one_.id}
              rowLook={(one_) => (one_.id === region ? 'on' : undefined)}
              onOpen={(one_) => set({ region: one_.id === region ? undefined : one_.id })}
              columns={[
                {
                  key: 'name',
                  title: t('matrix.region'),
                  width: 92,
                  cell: (one_) => <span title={`${one_.brand} · ${one_.name}`}>{one_.name}</span>,
                },
                {
                  key: 'share',
                  title: '',
                  width: 56,
                  cell: (one_) => (
                    <Meter
                      share={one_.reported / Math.max(1, one_.dealers)}
                      label={format.percent(one_.reported / Math.max(1, one_.dealers), 0)}
                    />
                  ),
                },
                {
                  key: 'reported',
                  title: t('missing.reported'),
                  width: 84,
                  number: true,
                  cell: (one_) => t('missing.of', { n: one_.reported, all: one_.dealers }),
                },
                {
                  key: 'missing',
                  title: t(due ? 'missing.missing' : 'missing.outstanding'),
                  width: 92,
                  number: true,
                  cell: (one_) =>
                    one_.missing > 0 ? (
                      <b className={due ? 't-over' : ''}>{one_.missing}</b>
                    ) : (
                      <span className="q">0</span>
                    ),
                },
              ]}
            />
          </div>
        )}
      </Panel>
      <Panel
        title={t('missing.list')}
        note={<When on={day} />}
        flush
        end={
          region && scope !== 'region' ? (
            <Button look="quiet" icon="x" onClick={() => set({ region: undefined })}>
              {data?.regions.find((one_) => one_.id === region)?.name}
            </Button>
          ) : (
            <span className="cap">{t('missing.note')}</span>
          )
        }
      >
        <MissingDealers day={day} region={region} />
      </Panel>
    </div>
  )
}
