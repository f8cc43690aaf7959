import { useTranslation } from 'react-i18next'
import type { LeadItem } from '../../../../../contract/leads.ts'
import { paths } from '../../../app/paths.ts'
import type { List } from '../../../app/query.ts'
import { Anchor } from '../../../ui/Anchor.tsx'
import { Clock } from '../../../ui/Clock.tsx'
import { Money, When } from '../../../ui/Figures.tsx'
import { Grade } from '../../../ui/Marks.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { useLeadWords } from '../../leads/useLeadWords.ts'

const Lead = ({ lead }: { lead: LeadItem }) => {
  const { t } = useTranslation('customers')
  const words = useLeadWords()
  const next = words.next(lead.nextStep)
  const model = lead.variantName ?? lead.seriesName ?? lead.brandName
  const holder =
    lead.consultantName ?? lead.dealerName ?? t(lead.holder === 'pool' ? 'leads.pool' : 'leads.centre')
  const when = lead.nextStepAt ?? lead.capturedAt
  return (
    <li className="cp-lead">
      <div className="row">
        <Grade grade={lead.grade} />
        <Anchor to={paths.lead(lead.id)}>
          <b className="cut" title={model}>
            {model}
          </b>
        </Anchor>
        <span className="q">
          <Money fen={lead.priceFen} />
        </span>
        <span className="end">
          {lead.dispatchedAt && lead.dueAt && (
            <Clock
              box
              startedAt={lead.dispatchedAt}
              dueAt={lead.dueAt}
              pausedAt={lead.pausedAt}
              doneAt={lead.firstFeedbackAt}
            />
          )}
        </span>
      </div>
      <div className="q2 cut" title={next}>
        {next ? t('leads.next', { step: next }) : t('leads.noNext')}
      </div>
      <div className="cap cut">
        <When at={when} short /> · {t('leads.held', { name: holder })}
      </div>
    </li>
  )
}

export const OpenLeads = ({ list }: { list: List<LeadItem> }) => {
  const { t } = useTranslation('customers')
  return (
    <Panel
      title={t('leads.title')}
      end={!list.loading && <span className="cap">{list.items.length}</span>}
      flush
    >
      {list.problem && <Problem problem={list.problem} onRetry={list.reload} />}
      {list.loading && <i className="bone cp-wait" />}
      {list.items.length === 0 && !list.loading && !list.problem && (
        <p className="cap cp-none">{t('leads.none')}</p>
      )}
      <ul>
        {list.items.map((lead) => (
          <Lead key={lead.id} lead={lead} />
        ))}
      </ul>
    </Panel>
  )
}
