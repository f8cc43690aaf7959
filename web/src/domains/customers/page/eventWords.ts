import { useTranslation } from 'react-i18next'
import type { TimelineItem } from '../../../../../contract/customers.ts'
import { mediumWord } from '../../../../../contract/media-words.ts'
import { type Texts, useLanguage, useTexts } from '../../../app/i18n.ts'
import { fill } from '../../../ui/fill.ts'
import type { IconName } from '../../../ui/Icon.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useLeadWords } from '../../leads/useLeadWords.ts'
import { useSourceName } from '../words.ts'

const icons: Record<string, IconName> = {
  customers: 'user',
  leads: 'lead',
  sales: 'key',
  service: 'tool',
  consent: 'shield',
  'contact-centre': 'phone',
  extranet: 'build',
}
const special: Record<string, IconName> = {
  'customers.created': 'plus',
  'customers.noted': 'edit',
  'customers.note': 'edit',
  'customers.browser-linked': 'web',
  'customers.browser-detached': 'web',
  'customers.browser-attached': 'web',
  'leads.dispatched': 'fork',
  'leads.breached': 'clock',
  'leads.disputed': 'flag',
  'leads.fed-back': 'phone',
  'leads.won': 'key',
  'sales.test-drive-planned': 'wheel',
  'sales.test-driven': 'wheel',
  'sales.ordered': 'doc',
}
/** A person spoke with the customer. */
const spoken = new Set([
  'leads.fed-back',
  'customers.noted',
  'customers.note',
  'contact-centre.contacted',
  'sales.visited',
  'sales.test-driven',
])

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []

/** `销售联系 厂家 同意` for each line of a consent. */
const consentLine = (entries: unknown, words: Texts['consent']): string => {
  if (!Array.isArray(entries)) return ''
  const purposes: Record<string, string> = words.purpose
  const recipients: Record<string, string> = words.recipient
  return (entries as Record<string, unknown>[])
    .map(({ purpose, recipient, granted }) =>
      [
        purposes[String(purpose)],
        recipients[String(recipient)],
        granted === true ? words.granted : words.withdrawn,
      ].join(' '),
    )
    .join(' · ')
}

/** What happened, in a bold title and one grey line; a type without words shows by its name rather than vanish. */
export const useEventWords = () => {
  const { t } = useTranslation('customers')
  const texts = useTexts('customers')
  const consent = useTexts('consent')
  const { say } = useLanguage()
  const lead = useLeadWords()
  const sourceName = useSourceName()
  const format = useFormat()
  const repairWords: Record<string, string> = useTexts('service').kind
  const fieldWords: Record<string, string> = texts.field
  const howWords: Record<string, string> = texts.how
  const actors: Record<string, string> = texts.actors
  const titles: Record<string, string> = texts.event
  const lifeWords: Record<string, string> = texts.stage
  const stageName = (type: string, value: unknown) => {
    if (typeof value !== 'string') return '–'
    return type.startsWith('customers.') ? (lifeWords[value] ?? value) : lead.stage(value)
  }
  const wordOf = (word: unknown) => {
    const { zh, en } = (word ?? {}) as Record<string, unknown>
    return typeof zh === 'string' && typeof en === 'string' && say({ zh, en })
  }
  const lineOf = ({ data }: TimelineItem): string => {
    const changed = strings(data.changed ?? data.fields)
    const [source, how, due, reason] = [data.source, data.how, data.dueAt, data.reason].map(text)
    return [
      text(data.text) ?? text(data.note),
      wordOf(data.word),
      consentLine(data.entries, consent),
      source && t('data.source', { value: sourceName(source) }),
      text(data.medium) && t('data.medium', { value: say(mediumWord(String(data.medium))) }),
      text(data.grade) && t('data.grade', { value: text(data.grade) ?? '' }),
      how && how !== 'new' && t('data.how', { value: howWords[how] ?? how }),
      changed.length > 0 &&
        t('data.changed', { value: changed.map((one) => fieldWords[one] ?? one).join(' · ') }),
      reason && (lead.lost(reason) !== reason ? lead.lost(reason) : lead.dispute(reason)),
      due && t('data.due', { value: format.instant(due, true) }),
      typeof data.repair === 'string' && (repairWords[data.repair] ?? data.repair),
      typeof data.totalFen === 'number' && format.money(data.totalFen),
      typeof data.revenueFen === 'number' && t('data.revenue', { value: format.money(data.revenueFen) }),
      typeof data.touches === 'number' && data.touches > 1 && t('data.touches', { n: data.touches }),
      data.inTime === true && t('data.inTime'),
      data.inTime === false && t('data.late'),
    ]
      .filter(Boolean)
      .join(' · ')
  }
  return (item: TimelineItem) => ({
    icon: special[item.type] ?? icons[item.type.split('.')[0] ?? ''] ?? ('info' as const),
    spoken: spoken.has(item.type),
    title: fill(titles[item.type] ?? item.type, {
      before: stageName(item.type, item.data.before),
      after: stageName(item.type, item.data.after),
    }),
    text: lineOf(item),
    actor: [actors[item.actorName ?? ''] ?? item.actorName, item.dealer?.name].filter(Boolean).join(' · '),
  })
}
