import { useTranslation } from 'react-i18next'
import type { LeadDetail } from '../../../../../contract/leads.ts'
import { paths } from '../../../app/paths.ts'
import { Anchor } from '../../../ui/Anchor.tsx'
import { Money, When } from '../../../ui/Figures.tsx'
import { Facts, Section } from '../../../ui/Panel.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useLeadWords } from '../useLeadWords.ts'

/** What the person asked for, and what was said last. */
export const LeadSaid = ({ lead }: { lead: LeadDetail }) => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  const format = useFormat()
  const last = lead.feedback.find((one) => !one.undone)
  const rows = [
    {
      key: 'source',
      label: t('said.source'),
      value: [words.source(lead.source), lead.campaign?.name].filter(Boolean).join(' · '),
    },
    {
      key: 'when',
      label: t('said.captured'),
      value: <When at={lead.capturedAt} />,
      end: t('said.touches', { n: lead.touches }),
    },
    { key: 'horizon', label: t('said.horizon'), value: words.horizon(lead.horizon) },
    {
      key: 'budget',
      label: t('said.budget'),
      value: lead.budgetFen === null ? '' : <Money fen={lead.budgetFen} />,
    },
    {
      key: 'trade',
      label: t('said.tradeIn'),
      value: lead.tradeIn === null ? '' : t(lead.tradeIn ? 'yes' : 'no'),
    },
    { key: 'place', label: t('said.place'), value: lead.divisionName },
    { key: 'wanted', label: t('said.wanted'), value: lead.wantedDealerName },
    {
      key: 'message',
      label: t('said.message'),
      value: lead.message && <span title={lead.message}>{lead.message}</span>,
    },
    { key: 'lost', label: t('said.lost'), value: words.lost(lead.lostReason) },
    { key: 'back', label: t('said.winBack'), value: lead.winBackOn && format.day(lead.winBackOn) },
  ].filter(({ value }) => Boolean(value))
  return (
    <>
      <Section
        title={t('said.title')}
        end={
          <Anchor to={paths.customer(lead.customerId)} className="cap">
            {t('said.record')}
          </Anchor>
        }
      />
      <Facts items={rows} />
      {last && (
        <p className="cap ld-last">
          {t('said.last', {
            at: format.instant(last.at, true),
            who: last.actorName ?? '',
            contacted: t(`contacted.${last.contacted}`),
            outcome: t(`outcome.${last.outcome}`),
          })}
          {last.note && <span className="q2"> {last.note}</span>}
        </p>
      )}
    </>
  )
}
