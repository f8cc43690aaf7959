import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Holiday } from '../../../../../../contract/dealers.ts'
import { listPolicies } from '../../../../../../contract/dispatch.ts'
import { asProblem, useRead } from '../../../../app/query.ts'
import { useCan } from '../../../../app/session.tsx'
import { Button, IconButton } from '../../../../ui/Button.tsx'
import { Conflict } from '../../../../ui/Conflict.tsx'
import { partsOf } from '../../../../ui/dates.ts'
import { StateTag } from '../../../../ui/Marks.tsx'
import { Panel } from '../../../../ui/Panel.tsx'
import { PlainTable } from '../../../../ui/PlainTable.tsx'
import { Note, Problem } from '../../../../ui/Problem.tsx'
import { Split } from '../../../../ui/SideDrawer.tsx'
import { toast } from '../../../../ui/Toast.store.ts'
import { useFormat } from '../../../../ui/useFormat.ts'
import { useNow } from '../../../../ui/useNow.ts'
import { useSearch } from '../../../../ui/useSearch.ts'
import { DayDrawer } from './DayDrawer.tsx'
import { MonthGrid } from './MonthGrid.tsx'
import { PasteDrawer } from './PasteDrawer.tsx'
import { daysOf, useYear } from './useYear.ts'
import './holidays.css'

/** Which brands this counts for; only those who may read the rules are told. */
const Brands = () => {
  const { t } = useTranslation('admin')
  const { data } = useRead(listPolicies, {}, { enabled: useCan('leads.policy'), staleSeconds: 60 })
  const named = (mode: 'working' | 'calendar') =>
    (data?.items ?? []).filter((one) => one.policy.clock.mode === mode).map((one) => one.brandName)
  const [working, calendar] = [named('working'), named('calendar')]
  if (!data) return null
  const join = (names: string[]) => names.join(t('holidays.comma'))
  return (
    <Note icon="clock">
      {working.length > 0 && t('holidays.counts', { brands: join(working) })}
      {calendar.length > 0 && t('holidays.ignores', { brands: join(calendar) })}
    </Note>
  )
}

const Listed = ({ items, onOpen }: { items: Holiday[]; onOpen: (day: string) => void }) => {
  const { t } = useTranslation('admin')
  const format = useFormat()
  const off = items.filter((item) => !item.working).length
  return (
    <Panel title={t('holidays.year')} note={t('holidays.counted', { off, work: items.length - off })} flush>
      <PlainTable
        low
        label={t('holidays.year')}
        rows={items}
        id={(item) => item.day}
        onOpen={(item) => onOpen(item.day)}
        empty={t('holidays.none')}
        columns={[
          { key: 'day', title: t('holidays.day'), width: 76, cell: (item) => format.day(item.day, true) },
          {
            key: 'weekday',
            title: '',
            width: 92,
            cell: (item) => <span className="q2">{format.weekday(item.day)}</span>,
          },
          {
            key: 'kind',
            title: t('holidays.kind'),
            width: 104,
            cell: (item) => (
              <StateTag look={item.working ? 'outline' : 'plain'}>
                {t(item.working ? 'holidays.work' : 'holidays.off')}
              </StateTag>
            ),
          },
          { key: 'name', title: t('holidays.name'), cell: (item) => <b title={item.name}>{item.name}</b> },
        ]}
      />
    </Panel>
  )
}

const Key = () => {
  const { t } = useTranslation('admin')
  return (
    <p className="hc-key">
      <span>
        <i className="hc-day off">{t('holidays.offShort')}</i>
        {t('holidays.off')}
      </span>
      <span>
        <i className="hc-day work">{t('holidays.workShort')}</i>
        {t('holidays.work')}
      </span>
      <span>{t('holidays.keyNote')}</span>
    </p>
  )
}

const months = Array.from({ length: 12 }, (_, index) => index + 1)

type Open = { what: 'day'; day?: string } | { what: 'paste' }

/** The days on which the working-hours clock does not follow the week: public holidays, make-up days 调休. */
export const Holidays = () => {
  const { t } = useTranslation('admin')
  const { one, set } = useSearch()
  const thisYear = partsOf(useNow()).year
  const year = Number(one('year') ?? thisYear)
  const { items = [], problem, reload, change, keepMine, clash, sending } = useYear(year)
  const [open, setOpen] = useState<Open>()
  const byDay = new Map(items.map((item) => [item.day, item]))
  const day = open?.what === 'day' ? open.day : undefined
  const close = () => setOpen(undefined)
  const turnTo = (to: number) => {
    close()
    set({ year: String(to) }, true)
  }
  const failed = (error: unknown) => toast({ problem: asProblem(error) })
  const put = async (added: Holiday[], text: string) => {
    const saved = await change((days) => ({ ...days, ...daysOf(added) }))
    close()
    if (saved) toast({ text })
  }
  const remove = () => {
    if (!day) return
    change(({ [day]: _, ...rest }) => rest).then(close, failed)
  }
  return (
    <div className="ad-body">
      <Split
        drawer={
          open?.what === 'paste' ? (
            <PasteDrawer
              year={year}
              sending={sending}
              onClose={close}
              onTake={(taken) => void put(taken, t('holidays.taken', { n: taken.length })).catch(failed)}
            />
          ) : (
            open?.what === 'day' && (
              <DayDrawer
                key={open.day ?? 'new'}
                year={year}
                day={open.day}
                item={open.day ? byDay.get(open.day) : undefined}
                onClose={close}
                onRemove={remove}
                onSave={(holiday) => put([holiday], t('holidays.saved', { name: holiday.name }))}
              />
            )
          )
        }
      >
        <div className="ad-scroll">
          <div className="row hc-head">
            <IconButton icon="left" label={t('holidays.before')} onClick={() => turnTo(year - 1)} />
            <h2 className="h20">{year}</h2>
            <IconButton icon="right" label={t('holidays.after')} onClick={() => turnTo(year + 1)} />
            <span className="grow" />
            <Button icon="import" onClick={() => setOpen({ what: 'paste' })}>
              {t('holidays.paste')}
            </Button>
            <Button look="primary" icon="plus" onClick={() => setOpen({ what: 'day' })}>
              {t('holidays.add')}
            </Button>
          </div>
          {problem && <Problem problem={problem} onRetry={reload} />}
          <Brands />
          <div className="hc-wrap">
            <div className="hc">
              <div className="hc-months">
                <Key />
                {months.map((month) => (
                  <MonthGrid
                    key={month}
                    year={year}
                    month={month}
                    items={byDay}
                    chosen={day}
                    onChoose={(chosen) => setOpen({ what: 'day', day: chosen })}
                  />
                ))}
              </div>
              <Listed items={items} onOpen={(chosen) => setOpen({ what: 'day', day: chosen })} />
            </div>
          </div>
        </div>
      </Split>
      <Conflict
        clash={clash}
        onKeepMine={(values) =>
          void keepMine(values).then((kept) => kept && toast({ text: t('holidays.kept') }), failed)
        }
        onTakeTheirs={() => void reload()}
      />
    </div>
  )
}
