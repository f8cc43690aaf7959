import { useTranslation } from 'react-i18next'
import type { Reply } from '../../../../../contract/endpoint.ts'
import { readVerdict, type Valuation } from '../../../../../contract/value.ts'
import { useRead } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { Meter } from '../../../ui/Figures.tsx'
import { Facts, Panel } from '../../../ui/Panel.tsx'
import { Explain } from '../../../ui/Stat.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { Lapse } from './Lapse.tsx'
import { scoresOf } from './useValue.ts'
import './value.css'

type Verdict = NonNullable<Reply<typeof readVerdict>['verdict']>

const Scores = ({ verdict, bins }: { verdict: Verdict; bins: number }) => {
  const { t } = useTranslation('value')
  return (
    <ul className="vb-scores">
      {(['recency', 'frequency', 'monetary'] as const).map((key) => (
        <li key={key}>
          <span className="cap">{t(`card.${key}`)}</span> <b>{verdict[key]}</b>
          <Meter
            share={verdict[key] / bins}
            label={t('card.score', { name: t(`card.${key}`), n: verdict[key], of: bins })}
          />
        </li>
      ))}
    </ul>
  )
}

const useLines = (verdict: Verdict) => {
  const { t } = useTranslation('value')
  const format = useFormat()
  const line = (
    key: 'abc' | 'alive' | 'visits' | 'profit' | 'expected' | 'loss',
    value: string,
    why?: string,
  ) => ({
    key,
    label: t(`card.${key}`),
    value: <span title={why}>{value}</span>,
  })
  // What is assumed to the fen is known to the yuan at best.
  const yuan = (fen: number) => format.money(Math.round(fen / 100) * 100)
  const { alive, expectedVisits, profitFen, expectedFen, lossCause, lossFen } = verdict
  return [
    line('abc', t('abc.class', { abc: verdict.abc }), t('abc.note')),
    ...(alive === null ? [] : [line('alive', format.percent(alive, 0))]),
    ...(expectedVisits === null
      ? []
      : [line('visits', t('card.visitsOf', { n: format.number(expectedVisits, 1) }))]),
    ...(profitFen === null ? [] : [line('profit', yuan(profitFen))]),
    ...(expectedFen === null ? [] : [line('expected', yuan(expectedFen))]),
    ...(lossCause === null
      ? []
      : [
          line(
            'loss',
            lossFen === null
              ? t(`card.cause.${lossCause}`)
              : t('card.lossOf', { money: yuan(lossFen), cause: t(`card.cause.${lossCause}`) }),
          ),
        ]),
  ]
}

const How = ({ valuation: { rule, judgedOn } }: { valuation: Valuation }) => {
  const { t } = useTranslation('value')
  const format = useFormat()
  const { margins } = rule
  return (
    <Explain
      name={t('card.title')}
      figure={t('card.how')}
      explain={{
        definition: t('card.howText', {
          months: rule.windowMonths,
          vehicle: format.percent(margins.vehicle, 0),
          service: format.percent(margins.service, 0),
          accessories: format.percent(margins.accessories, 0),
          visit: format.money(rule.freeVisitFen),
        }),
        freshness: t('card.date', { day: format.day(judgedOn) }),
      }}
    />
  )
}

const Body = ({ verdict, valuation }: { verdict: Verdict; valuation: Valuation | null }) => {
  const { t } = useTranslation('value')
  const { valueClass, stage, stageReason } = verdict
  return (
    <div className="vb-card">
      <div>
        <b>{t(`classes.${valueClass ?? 'none'}`)}</b>
        <p className="cap">{t(valueClass ? `classes.why.${valueClass}` : 'classes.noneWhy')}</p>
      </div>
      <div>
        <b>{t(`stages.${stage}`)}</b>
        <p className="cap">{t(`reason.${stageReason}`)}</p>
      </div>
      <Lapse verdict={verdict} />
      <Scores verdict={verdict} bins={scoresOf(valuation)} />
      <Facts items={useLines(verdict)} />
    </div>
  )
}

/** What this customer is worth, and why; nothing before the first valuation. */
export const VerdictCard = ({ id }: { id: string }) => {
  const { t } = useTranslation('value')
  const format = useFormat()
  const { data } = useRead(readVerdict, { params: { id } }, { enabled: useCan('customers.read') })
  if (!data || (!data.verdict && !data.valuation)) return null
  const { verdict, valuation } = data
  return (
    <Panel
      title={t('card.title')}
      note={verdict && valuation ? t('card.date', { day: format.day(valuation.judgedOn, true) }) : undefined}
      end={valuation && <How valuation={valuation} />}
    >
      {verdict ? (
        <Body verdict={verdict} valuation={valuation} />
      ) : (
        <p className="q2">
          <b>{t('card.noneTitle')}</b> · {t('card.none')}
        </p>
      )}
    </Panel>
  )
}
