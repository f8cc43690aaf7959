import { useTranslation } from 'react-i18next'
import { readCustody } from '../../../../../contract/leads.ts'
import { type Listed, useRead } from '../../../app/query.ts'
import type en from '../../../locales/en/leads.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { StateTag } from '../../../ui/Marks.tsx'
import { Panel, Section } from '../../../ui/Panel.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { Custody } from '../../../ui/Timeline.tsx'
import { useFormat } from '../../../ui/useFormat.ts'

type Line = Listed<typeof readCustody>
type Reason = keyof (typeof en)['custody']['reason']
const minuteMs = 60_000

/** Who held the lead and for how long, and whether the chain still says what was written. */
export const LeadCustody = ({ id, asPanel = false }: { id: string; asPanel?: boolean }) => {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const { data, problem, reload } = useRead(readCustody, { params: { id } })
  if (problem) return <Problem problem={problem} onRetry={reload} />
  if (!data) return <span className="bone" />
  const holder = (line: Line) => {
    if (line.holder === 'consultant') return line.consultantName ?? t('holder.consultant')
    if (line.holder === 'dealer') return line.dealerName ?? t('custody.otherDealer')
    return t(`holder.${line.holder}`)
  }
  const stay = (line: Line) => {
    if (!line.until) return undefined
    const stayed = Date.parse(line.until) - Date.parse(line.at)
    return stayed < minuteMs ? t('custody.stayUnder') : t('custody.stay', { span: format.span(stayed) })
  }
  const verified = data.verified ? (
    <span className="cap row ld-verified">
      <Icon name="link" small />
      {t('custody.verified', { n: data.items.length })}
    </span>
  ) : (
    <StateTag look="fault" icon="warn">
      {data.fault ? t(`custody.fault.${data.fault.fault}`, { n: data.fault.seq }) : t('custody.broken')}
    </StateTag>
  )
  const chain = (
    <Custody
      links={data.items.map((line) => ({
        id: String(line.seq),
        holder: holder(line),
        what: t(`custody.reason.${line.reason as Reason}`, { actor: line.actorName }),
        when: [format.instant(line.at, true), stay(line)].filter(Boolean).join(' · '),
        mark: line.hash.slice(0, 4),
      }))}
    />
  )
  if (asPanel)
    return (
      <Panel title={t('custody.title')} end={verified}>
        {chain}
      </Panel>
    )
  return (
    <>
      <Section title={t('custody.title')} end={verified} />
      {chain}
    </>
  )
}
