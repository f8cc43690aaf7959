import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readValueRule } from '../../../../../contract/value.ts'
import { useRead } from '../../../app/query.ts'
import { useCan, useSession } from '../../../app/session.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Facts, Panel } from '../../../ui/Panel.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { RuleDialog } from './RuleDialog.tsx'
import type { Valuing } from './useValuation.ts'
import { scoresOf, type Valuation } from './useValue.ts'

/** As the literature lists them. */
const names = ['r', 'alpha', 'a', 'b', 'p', 'q', 'v']

type Fit = NonNullable<Valuation['purchases']>

const Parameters = ({ title, note, fit }: { title: string; note: string; fit: Fit | null }) => {
  const { t } = useTranslation('value')
  const format = useFormat()
  const figure = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : format.number(value, Math.abs(value) < 1000 ? 3 : 0)
  return (
    <div className="vb-fit">
      <h3>
        {title} {fit && <span className="cap">{note}</span>}
      </h3>
      {fit ? (
        <PlainTable
          low
          label={title}
          rows={names.flatMap((name) => (name in fit.parameters ? [name] : []))}
          id={(name) => name}
          columns={[
            { key: 'name', title: t('rule.parameter'), cell: (name) => <i className="mono">{name}</i> },
            {
              key: 'value',
              title: t('rule.estimate'),
              width: 96,
              number: true,
              cell: (name) => figure(fit.parameters[name]),
            },
            {
              key: 'error',
              title: t('rule.error'),
              width: 110,
              number: true,
              cell: (name) => figure(fit.standardErrors[name]),
            },
          ]}
        />
      ) : (
        <p className="cap">{t('rule.unfitted')}</p>
      )}
    </div>
  )
}

/** Which version it was, whether a newer one waits for the next valuation, and the way to change it. */
const Versions = ({ valuation, valuing }: { valuation: Valuation; valuing: Valuing }) => {
  const { t } = useTranslation('value')
  const [open, setOpen] = useState(false)
  const isCarmaker = useSession().scope === 'carmaker'
  const may = useCan('insights.rule') && isCarmaker
  const { data } = useRead(readValueRule, {})
  return (
    <p className="cap vb-versions">
      <span>
        {t('rule.version', { n: valuation.ruleNumber })}
        {data && data.number > valuation.ruleNumber && ` ${t('rule.waiting', { n: data.number })}`}
      </span>
      {may && data && (
        <Button icon="edit" onClick={() => setOpen(true)}>
          {t('rule.change')}
        </Button>
      )}
      {open && data && (
        <RuleDialog
          current={data}
          onRun={valuing.may && !valuing.job ? valuing.start : undefined}
          onClose={() => setOpen(false)}
        />
      )}
    </p>
  )
}

/** What the figures rest on: said openly, for nobody measured it. */
export const Rule = ({ valuation, valuing }: { valuation: Valuation; valuing: Valuing }) => {
  const { t } = useTranslation('value')
  const format = useFormat()
  const { rule, purchases, spend } = valuation
  const fact = (
    key:
      | 'vehicle'
      | 'service'
      | 'accessories'
      | 'freeVisit'
      | 'care'
      | 'window'
      | 'horizon'
      | 'bins'
      | 'lapse',
    value: string,
  ) => ({
    key,
    label: t(`rule.${key}`),
    value,
  })
  return (
    <Panel title={t('rule.title')} note={t('rule.note')}>
      <Versions valuation={valuation} valuing={valuing} />
      <div className="vb-rule">
        <Facts
          items={[
            fact('vehicle', format.percent(rule.margins.vehicle, 0)),
            fact('service', format.percent(rule.margins.service, 0)),
            fact('accessories', format.percent(rule.margins.accessories, 0)),
            fact('freeVisit', format.money(rule.freeVisitFen)),
            fact('care', format.money(rule.careFen)),
            fact('window', t('rule.months', { n: rule.windowMonths })),
            fact('horizon', t('rule.days', { n: rule.horizonDays })),
            fact('bins', t('rule.toBins', { n: scoresOf(valuation) })),
            fact('lapse', t('rule.days', { n: rule.lapseDays })),
          ]}
        />
        <Parameters
          title={t('rule.purchases')}
          note={t('rule.learned', { n: format.number(purchases?.customers ?? 0) })}
          fit={purchases}
        />
        <Parameters
          title={t('rule.spend')}
          note={t('rule.learnedSpend', { n: format.number(spend?.customers ?? 0) })}
          fit={spend}
        />
      </div>
    </Panel>
  )
}
